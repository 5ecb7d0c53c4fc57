//! The smaller commands, and calls that make no sense.

use serde_json::json;

use crate::project::{Project, SCHEMA};

#[test]
fn what_init_writes_generates() {
    let project = Project::empty();
    let run = project.run(&["init"]).ok();
    assert!(run.stdout.ends_with("next: typeloom generate\n"), "{}", run.stdout);
    project.run(&["generate"]).ok();
    assert!(project.exists("generated/acme/src/orders.rs"));
    assert!(
        project
            .read("schema/acme/orders.yaml")
            .starts_with("# yaml-language-server: $schema=../typeloom.schema.json\n")
    );
    project.run(&["generate", "--check"]).ok();
    let again = project.run(&["init"]);
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
    assert!(project.run(&["init", "shop"]).ok().stdout.contains("next: cd shop && typeloom generate"));
}

#[test]
fn codes_are_explained() {
    let project = Project::empty();
    let run = project.run(&["explain", "tl0201"]).ok();
    assert!(run.stdout.starts_with("TL0201: a key has no meaning here (error)\n\n"), "{}", run.stdout);
    assert!(run.stdout.contains("Wrong:\n\n    "), "{}", run.stdout);
    assert!(!run.stdout.contains("```"));
    let run = project.run(&["explain", "TL020l"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("did you mean `TL0201`?"), "{}", run.stderr);
    assert!(project.run(&["explain"]).ok().stdout.lines().count() > 50);
}

#[test]
fn the_model_is_printed() {
    let project = Project::acme();
    let yaml = project.run(&["model"]).ok().stdout;
    assert!(yaml.starts_with("packages:\n- name: acme\n  files:\n  - path: acme/orders.yaml\n"), "{yaml}");
    assert!(yaml.contains("type: string?"), "{yaml}");
    let json = project.run(&["model", "--format", "json"]).ok().json();
    let fields = &json["packages"][0]["files"][0]["declarations"]["Order"]["fields"];
    assert_eq!(fields["id"]["wire"], "id");
}

/// A declaration of every section, each with what only the resolved model knows.
#[test]
fn the_model_has_every_section() {
    let project = Project::acme();
    let schema = r#"typeloom: 1
package: acme
constants: { SCHEME: acme }
settings:
  Api: { fields: { host: { type: string, env: ACME_HOST, default: "https://example.com" } }, urls: { feed: { from: host, path: /feed } } }
subjects:
  Owner: { members: { shop: "/shops/{shop_id}" } }
kinds:
  Surface: { members: { stock: { segment: stock } } }
references:
  StockReference:
    subject: Owner
    kind: Surface
    key: { name: StockKey }
    path: "{subject}/{kind}[/{key}]"
selectors:
  OwnerSelector: { members: { shop: "${SCHEME}://shop/{shop_id}" } }
"#;
    project.write("schema/acme/addresses.yaml", schema);
    let run = project.run(&["model"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for line in [
        "        value: acme\n",
        "            env: ACME_HOST\n",
        "            path: /shops/{shop_id}\n",
        "            segment: stock\n",
        "        path: '{subject}/{kind}[/{key}]'\n",
        "            uri: acme://shop/{shop_id}\n",
    ] {
        assert!(run.stdout.contains(line), "{line}{}", run.stdout);
    }
    let run = project.run(&["generate"]);
    assert!(
        run.stdout.starts_with("acme-sdk: 1 package, 2 types, 4 addresses, 0 events\n"),
        "{}{}",
        run.stdout,
        run.stderr
    );
}

/// What is said about how operations are called, in numbers and by the names of what it is about.
#[test]
fn the_model_has_the_policies_of_clients() {
    let project = Project::acme();
    let schema = r#"typeloom: 1
package: acme
types:
  State: { enum: [pending, done] }
  Job: { fields: { state: State, at: string } }
  JobList: { fields: { jobs: [Job], total: u32?, next: string?, more: bool? } }
clients:
  Jobs:
    rate_limit: { requests: 10, per: 1m, burst: 2, longest_wait: 500ms }
    cache: { ttl: 1m, size: 7, evict: oldest, clear: on_change }
    graphql: { path: /graphql, socket: /ws, reconnect: { attempts: 3 } }
    operations:
      list:
        get: /jobs
        arguments: { limit: u32?, offset: u32? }
        returns: JobList
        cache: none
        pages: { items: jobs, offset: offset, limit: limit, size: 50, total: total, more: more }
      search:
        get: /search
        arguments: { after: string?, note: string? }
        returns: JobList
        cache: { ttl: 5s, size: 3, key: [after] }
        pages: { method: all, items: jobs, cursor: after, next: next }
      find:
        get: "/jobs/{id}"
        arguments: { id: string }
        returns: Job
        rate_limit: { requests: 1, per: 1s }
        poll: { field: state, until: done, interval: 2s, limit: 5m, tolerate: { all_but: [401] } }
      count: { get: /count, returns: u32 }
      follow:
        subscription: jobs
        variables: { since: string }
        returns: Job
        reconnect: { attempts: 9, backoff: { initial: 1s, max: 30s } }
        resume: { since: at }
"#;
    project.write("schema/acme/jobs.yaml", schema);
    let json = project.run(&["model", "--format", "json"]).ok().json();
    let files = json["packages"][0]["files"].as_array().unwrap();
    let file = files.iter().find(|file| file["path"] == "acme/jobs.yaml").unwrap();
    let client = &file["declarations"]["Jobs"];
    let limit = json!({ "requests": 10, "per": "60s", "burst": 2, "longest_wait": "0.5s" });
    assert_eq!(client["rate_limit"], limit);
    assert_eq!(client["cache"], json!({ "ttl": "60s", "size": 7, "evict": "oldest", "clear": "on_change" }));
    let operations = &client["operations"];
    assert_eq!(operations["list"]["cache"], "none");
    let pages = json!({
        "method": "list_all", "items": "jobs", "total": "total", "more": "more", "offset": "offset", "limit": "limit", "size": 50
    });
    assert_eq!(operations["list"]["pages"], pages);
    let pages = json!({ "method": "all", "items": "jobs", "next": "next", "cursor": "after" });
    assert_eq!(operations["search"]["pages"], pages);
    assert_eq!(operations["search"]["cache"], json!({ "ttl": "5s", "size": 3, "ignored": ["note"] }));
    assert_eq!(operations["find"]["rate_limit"], json!({ "requests": 1, "per": "1s" }));
    let poll = json!({
        "method": "wait_for_find", "field": "state", "until": ["done"], "interval": { "initial": "2s", "factor": 1.0 },
        "limit": "300s", "tolerate": { "all_but": [401] }
    });
    assert_eq!(operations["find"]["poll"], poll);
    let reconnect = json!({
        "attempts": 9, "backoff": { "initial": "1s", "max": "30s" }, "resume": { "since": "at" }
    });
    assert_eq!(client["graphql_operations"]["follow"]["reconnect"], reconnect);
}

#[test]
fn the_schema_for_editors_is_printed_and_written() {
    let project = Project::acme();
    let printed = project.run(&["schema"]).ok();
    assert!(printed.json().is_object());
    assert_eq!(project.run(&["schema", "--write"]).ok().stdout, "schema/typeloom.schema.json is written\n");
    assert_eq!(project.read("schema/typeloom.schema.json"), printed.stdout);
    assert_eq!(project.run(&["schema", "--write"]).ok().stdout, "schema/typeloom.schema.json is unchanged\n");
}

#[test]
fn shells_get_completions() {
    let project = Project::empty();
    for shell in ["bash", "zsh", "fish"] {
        assert!(project.run(&["completions", shell]).ok().stdout.contains("generate"), "{shell}");
    }
}

#[test]
fn calls_that_make_no_sense_end_with_2() {
    let project = Project::empty();
    for arguments in [
        [].as_slice(),
        &["genrate"],
        &["generate", "--nope"],
        &["explain", "TL0201", "TL0202"],
        &["generate"],
        &["check", "--config", "nowhere.yaml"],
        &["completions", "unknown"],
    ] {
        let run = project.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}: {}", run.stderr);
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
    project.run(&["--help"]).ok();
    project.run(&["--version"]).ok();
}

#[test]
fn a_build_script_leaves_alone_what_is_the_same() {
    let project = Project::acme();
    project.write(
        "schema/acme/more.yaml",
        "typeloom: 1\npackage: acme\nimport: [orders.yaml]\ntypes: { Orders: \"[Order]\" }\n",
    );
    let builder = typeloom::Builder::new().root(project.path("")).schema("schema/acme").out_dir(project.path("out"));
    let generated = builder.generate().unwrap();
    assert!(generated.written);
    assert_eq!(generated.file, project.path("out/acme.rs"));
    assert_eq!(generated.inputs.len(), 2);
    assert!(project.read("out/acme.rs").starts_with("// @generated by typeloom from acme/*.yaml."));
    assert!(!builder.generate().unwrap().written);
    project.write("schema/acme/orders.yaml", &SCHEMA.replace("string?", "strin?"));
    let error = builder.generate().unwrap_err();
    assert!(error.to_string().contains("--> schema/acme/orders.yaml:4:"), "{error}");
    assert!(format!("{error:?}").contains("did you mean `string`?"));
}
