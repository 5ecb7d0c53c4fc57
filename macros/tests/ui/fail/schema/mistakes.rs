//! Schemas that cannot be read, and settings that there are not.

mod missing {
    typeloom_runtime::schema!("../../../../tests/schema/shopp");
}

mod broken {
    typeloom_runtime::schema!("../../../../macros/tests/ui/fail/schema/broken");
}

mod setting {
    typeloom_runtime::schema!("../../../../tests/schema/shop", sered = true);
}

fn main() {}
