//! Operations: a client that finds, lists, makes, replaces and removes records.

use std::fmt::Write as _;

/// The section of a client with so many operations on so many records; there are at least one of these.
pub(super) fn section(text: &mut String, operations: usize, records: usize) {
    text.push_str(
        "\nclients:\n  BulkClient:\n    doc: A client with many operations.\n    \
         connection: { base_url: \"https://bulk.example\" }\n    operations:\n",
    );
    for index in 0..operations {
        let record = format!("Record{}", index % records);
        let (collection, item) = (format!("/v1/jobs{index}"), format!("\"/v1/jobs{index}/{{record_id}}\""));
        let said = match index % 5 {
            0 => format!("find{index}: {{ get: {item}, arguments: {{ record_id: string }}, returns: {record}"),
            1 => format!(
                "list{index}: {{ get: {collection}, arguments: {{ cursor: string?, limit: u32? }}, returns: \"[{record}]\""
            ),
            2 => format!("create{index}: {{ post: {collection}, arguments: {{ job: {record} }}, returns: {record}"),
            3 => format!(
                "replace{index}: {{ put: {item}, arguments: {{ record_id: string, job: {record} }}, returns: {record}"
            ),
            _ => format!("remove{index}: {{ delete: {item}, arguments: {{ record_id: string }}"),
        };
        let _ = writeln!(text, "      {said}, doc: Something that is done with job {index}. }}");
    }
}
