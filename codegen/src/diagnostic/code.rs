//! Every finding Typeloom can report, with its stable id.
//!
//! An id is never given to another finding once it was released: people search for it and silence it in
//! scripts. The long explanations are Markdown files beside this one, one per id.

use std::fmt;

/// How much a finding weighs.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated until it is repaired.
    Error,
    /// Something is probably not meant as it is written.
    Warning,
}

impl Severity {
    /// The word that reports use: `error` or `warning`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Declares the enum and its table together, so that no code can lack a title or an explanation.
macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal,)*) => {
        /// What kind of finding a [`Diagnostic`](super::Diagnostic) is.
        #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $id, "`: ", $title, ".")] $name,)*
        }

        impl Code {
            /// All codes, by id.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            const fn entry(self) -> &'static Entry {
                match self {
                    $(Self::$name => &Entry {
                        id: $id,
                        severity: Severity::$severity,
                        title: $title,
                        explanation: include_str!(concat!("explanations/", $id, ".md")),
                    },)*
                }
            }
        }
    };
}

struct Entry {
    id: &'static str,
    severity: Severity,
    title: &'static str,
    explanation: &'static str,
}

codes! {
    YamlSyntax = "TL0101" Error "the file is not valid YAML",
    DuplicateKey = "TL0102" Error "a key is written twice in one mapping",
    LimitExceeded = "TL0103" Error "a file is larger or deeper than a schema needs to be",
    UnsupportedVersion = "TL0104" Error "the file is written in an unknown version of the language",
    UnreadableFile = "TL0105" Error "a file cannot be read",
    MultipleDocuments = "TL0106" Error "a file holds more than one YAML document",
    NotUtf8 = "TL0107" Error "a file is not UTF-8 text",
    UnsupportedYaml = "TL0108" Error "a YAML feature that schemas do not use",

    UnknownKey = "TL0201" Error "a key has no meaning here",
    WrongShape = "TL0202" Error "a value has the wrong shape",
    MissingKey = "TL0203" Error "a required key is missing",
    ConflictingKeys = "TL0204" Error "two keys exclude each other",
    InvalidValue = "TL0205" Error "a value is not one of those allowed",

    MissingImport = "TL0301" Error "an imported file does not exist",
    ImportCycle = "TL0302" Error "files import each other in a circle",
    UnusedImport = "TL0303" Error "an import is never used",
    PackageMismatch = "TL0304" Error "files of one folder name different packages",

    InvalidName = "TL0401" Error "a name cannot become an identifier",
    NameCollision = "TL0402" Error "two names become the same identifier",
    DuplicateName = "TL0403" Error "a name is defined twice",
    DuplicateWireValue = "TL0404" Error "two members have the same value on the wire",
    DuplicateTag = "TL0405" Error "two members of a union have the same tag",
    ReservedName = "TL0406" Error "a name is reserved",

    UnresolvedReference = "TL0501" Error "a name is not defined",
    AmbiguousReference = "TL0502" Error "a name could mean several things",
    WrongKindOfReference = "TL0503" Error "a name means something else than is needed here",

    InvalidTypeExpression = "TL0601" Error "a type is not written correctly",
    InfiniteType = "TL0602" Error "a type contains itself without end",
    InvalidDefault = "TL0603" Error "a default does not fit its type",
    InvalidPattern = "TL0604" Error "a pattern is not a valid regular expression",
    InvalidLimit = "TL0605" Error "a limit does not fit the type it limits",
    InvalidUnionMember = "TL0606" Error "a union cannot hold this member",
    MissingTag = "TL0607" Error "a union does not say how its members are told apart",
    TagCollision = "TL0608" Error "the tag of a union is also a field of a member",
    UnreachableType = "TL0609" Warning "nothing uses a type",
    UnknownFieldsConflict = "TL0610" Error "rules for unknown fields contradict each other",

    UnclosedBrace = "TL0701" Error "a brace in a template is not closed",
    UnknownParameter = "TL0702" Error "a template uses a parameter that is not declared",
    UnusedParameter = "TL0703" Error "a declared parameter is not in the template",
    AmbiguousTemplate = "TL0704" Error "a template cannot be read back in only one way",
    InvalidTemplate = "TL0705" Error "a template is not written correctly",
    DuplicateParameter = "TL0706" Error "a parameter stands twice in one template",
    OverlappingTemplates = "TL0707" Error "two templates of a family match the same text",

    KindWithoutSegment = "TL0801" Error "a kind without a segment is used in a path",
    UnusedSelector = "TL0802" Error "a rule matches nothing",
    MissingSubjectRule = "TL0803" Error "an address without a subject has no rule",
    DuplicateSegment = "TL0804" Error "two kinds have the same path segment",

    DuplicateVariable = "TL0901" Error "an environment variable is read twice",
    InvalidVariable = "TL0902" Error "an environment variable has an impossible name",
    InvalidUrlRule = "TL0903" Error "a rule for URLs is not written correctly",

    DuplicateEventType = "TL1001" Error "two events have the same type on the wire",
    DuplicatePayloadSchema = "TL1002" Error "two events have the same payload schema",
    InvalidAccessor = "TL1003" Error "a path leads to a field that does not exist",
    NotARecord = "TL1004" Error "a record is needed here",

    InvalidSource = "TL1101" Error "a part of a context has no valid source",

    MissingPackage = "TL1201" Error "a package to generate does not exist",
    OverlappingOutput = "TL1202" Error "two outputs write to the same place",
    InvalidPackageName = "TL1203" Error "a name cannot be the name of a crate",
    ForeignFile = "TL1204" Error "a file that was not generated is in the way",

    UnfitFormValue = "TL1301" Error "a value does not fit its place in a form",
    MissingFormField = "TL1302" Error "a form leaves out what must be there",
    UnknownFormName = "TL1303" Error "a form names something that does not exist",
    UnusedForm = "TL1304" Error "a part of a thread is never used",
    InvalidThread = "TL1305" Error "a thread cannot do what it says",
}

impl Code {
    /// The stable id, such as `TL0201`.
    pub const fn id(self) -> &'static str {
        self.entry().id
    }

    /// How much the finding weighs.
    pub const fn severity(self) -> Severity {
        self.entry().severity
    }

    /// The finding in one line, without names.
    pub const fn title(self) -> &'static str {
        self.entry().title
    }

    /// What the finding means and how it is repaired, in Markdown, with a wrong and a right example.
    pub const fn explanation(self) -> &'static str {
        self.entry().explanation
    }

    /// Whether no schema text can cause it: it is about files on disk or the configuration.
    #[must_use]
    pub fn is_outside_schemas(self) -> bool {
        self.id().starts_with("TL12") || matches!(self, Self::UnreadableFile | Self::NotUtf8 | Self::LimitExceeded)
    }

    /// The code with this id; letters may be in either case.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}
