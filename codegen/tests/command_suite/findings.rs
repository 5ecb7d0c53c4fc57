//! How mistakes in schemas and in the configuration are told.

use typeloom::diagnostic::Code;

use crate::project::{CONFIG, Project, SCHEMA};

#[test]
fn mistakes_are_told_with_carets_on_standard_error() {
    let project = Project::acme();
    project.write("schema/acme/orders.yaml", &SCHEMA.replace("string?", "strin?"));
    for command in ["generate", "check", "model"] {
        let run = project.run(&[command]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{command}");
        assert!(run.stderr.contains("error[TL0501]: nothing is called `strin`"), "{}", run.stderr);
        assert!(run.stderr.contains("--> schema/acme/orders.yaml:4:"), "{}", run.stderr);
        assert!(run.stderr.contains("did you mean `string`?"), "{}", run.stderr);
    }
    assert!(!project.exists("generated"));
}

#[test]
fn programs_get_one_json_document() {
    let project = Project::acme();
    project.write("schema/acme/orders.yaml", &SCHEMA.replace("string?", "strin?"));
    for command in ["generate", "check"] {
        let run = project.run(&[command, "--format", "json"]);
        assert_eq!((run.code, run.stderr.as_str()), (1, ""));
        let document = run.json();
        let found = &document["diagnostics"][0];
        assert_eq!(document["ok"], false);
        assert_eq!(found["code"], "TL0501");
        assert_eq!(found["severity"], "error");
        assert_eq!(found["file"], "schema/acme/orders.yaml");
        assert_eq!(found["line"], 4);
        let (start, end) = (found["start"].as_u64().unwrap(), found["end"].as_u64().unwrap());
        let text = project.read("schema/acme/orders.yaml");
        assert_eq!(text.get(usize::try_from(start).unwrap()..usize::try_from(end).unwrap()), Some("strin"));
    }
    project.write("schema/acme/orders.yaml", SCHEMA);
    assert_eq!(project.run(&["check", "--format", "json"]).ok().json()["ok"], true);
}

#[test]
fn colours_are_for_terminals() {
    let project = Project::acme();
    project.write("schema/acme/orders.yaml", "typeloom: 2\n");
    let has_colours = |arguments: &[&str]| project.run(arguments).stderr.contains('\u{1b}');
    assert!(!has_colours(&["check"]));
    assert!(has_colours(&["check", "--color", "always"]));
    assert!(!has_colours(&["--color", "never", "check"]));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_typeloom"));
    command.args(["check"]).env("NO_COLOR", "1").current_dir(project.path(""));
    assert!(!crate::project::Run::of(&mut command).stderr.contains('\u{1b}'));
}

#[test]
fn mistakes_of_the_configuration_are_told() {
    let cases = [
        ("acme, package: acme }", "acme, packge: acme }", "TL0203"),
        ("typeloom: 1", "typeloom: 7", "TL0104"),
        ("package: acme }", "package: acme, license: 1, lizense: MIT }", "TL0201"),
        ("package: acme }", "package: acne, schema: acme }", "TL1201"),
        ("package: acme }", "package: acne }", "TL1201"),
        ("acme-sdk:", "std:", "TL1203"),
        ("acme-sdk:", "acme.sdk:", "TL1203"),
        ("../generated/acme", "/generated/acme", "TL0205"),
        ("package: acme }", "package: acme, runtime: { workspace: true, version: \"1\" } }", "TL0204"),
        ("package: acme }", "package: acme, runtime: {} }", "TL0203"),
        ("package: acme }", "package: acme }\n  more: { path: ../generated/acme/more, package: acme }", "TL1202"),
    ];
    for (from, to, code) in cases {
        let project = Project::acme();
        assert!(CONFIG.contains(from), "{from}");
        project.write("schema/typeloom.yaml", &CONFIG.replace(from, to));
        let run = project.run(&["check"]);
        assert_eq!(run.code, 1, "{to}: {}", run.stdout);
        assert!(run.stderr.contains(&format!("error[{code}]")), "{to}: {}", run.stderr);
        assert!(run.stderr.contains("--> schema/typeloom.yaml:"), "{to}: {}", run.stderr);
    }
}

/// The examples of `typeloom explain` for codes of the configuration.
#[test]
fn explanations_of_the_configuration_hold() {
    for code in [Code::MissingPackage, Code::OverlappingOutput, Code::InvalidPackageName, Code::ForeignFile] {
        let blocks: Vec<&str> = code.explanation().split("```").skip(1).step_by(2).collect();
        let [wrong, right] = blocks.as_slice() else { panic!("{code} has {} examples", blocks.len()) };
        for (example, is_wrong) in [(wrong, true), (right, false)] {
            let project = Project::empty();
            for package in ["acme", "shop", "acme.orders"] {
                let file = format!("schema/{}/models.yaml", package.replace('.', "/"));
                project.write(&file, &SCHEMA.replace("package: acme", &format!("package: {package}")));
            }
            project.write("shop/Cargo.toml", "[package]\n");
            project.write("schema/typeloom.yaml", example.strip_prefix("yaml\n").unwrap());
            let run = project.run(&["generate"]);
            assert_eq!(run.stderr.contains(code.id()), is_wrong, "{code}: {}", run.stderr);
            assert_eq!(run.code == 0, !is_wrong, "{code}: {}", run.stderr);
            if is_wrong {
                insta::assert_snapshot!(code.id(), run.stderr);
            }
        }
    }
}
