//! The configuration.

use super::file::Version;
use super::words::Text;
use super::{Members, forms, keys};

keys! {
    /// The configuration of Typeloom: which packages become which crates. Paths start at this file.
    Config {
        /// The version of the language.
        typeloom: Version,
        /// The crates to write, by name.
        crates: Members<CrateOutput>,
    }
}

keys! {
    /// A crate to write.
    CrateOutput {
        /// The folder of the crate; everything in it is generated.
        path: String,
        /// The package that the crate is made from.
        package: Text,
        /// The folder of the package; by default the name of the package with `/` for dots.
        schema: Option<String>,
        /// What the crate is, in its manifest and documentation.
        description: Option<Text>,
        /// The version of the crate; inherited from the workspace without it.
        version: Option<Text>,
        /// The licence of the crate; inherited from the workspace without it.
        license: Option<Text>,
        /// Where the crate finds `typeloom-runtime`; by default the version that goes with the generator.
        runtime: Option<Runtime>,
    }
}

forms! {
    /// A version, or where the runtime is.
    Runtime {
        Version(Text),
        Source(RuntimeSource),
    }
}

keys! {
    /// Where the runtime is.
    RuntimeSource {
        /// As the workspace says.
        workspace: Option<bool>,
        /// The version.
        version: Option<Text>,
        /// The folder.
        path: Option<Text>,
    }
}
