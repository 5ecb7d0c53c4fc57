//! Generates the models of the shop.

fn main() -> Result<(), typeloom::Error> {
    typeloom::Builder::new().schema("../../schema/shop").generate()?;
    Ok(())
}
