//! Guards where no name means what it usually means.
#![no_implicit_prelude]
#![deny(warnings)]

extern crate typeloom_runtime as loom;

mod shop {
    pub struct Option;
    pub struct Result;
    pub struct Clone;

    pub type Outcome<T> = ::std::result::Result<T, ::loom::GuardError>;

    pub struct Open;

    impl ::loom::Guard for Open {
        fn check(&self, _: &::loom::guard::Action) -> ::std::result::Result<::loom::guard::Permit, ::loom::GuardError> {
            ::std::result::Result::Ok(::loom::guard::Permit::new())
        }

        fn report(&self, _: &::loom::guard::Action, _: &::loom::guard::Permit, _: ::loom::guard::Outcome) {}
    }

    pub static OPEN: Open = Open;

    /// Reads.
    ///
    /// # Errors
    /// When it is not allowed.
    #[::loom::guard(OPEN, crate = ::loom, resource = "rows", attributes(row = row))]
    pub fn read(row: u32) -> Outcome<u32> {
        ::std::result::Result::Ok(row)
    }

    /// Reads later.
    ///
    /// # Errors
    /// When it is not allowed.
    #[::loom::guard(::loom::guard::Immediate(&OPEN), crate = ::loom, action = "read")]
    #[must_use]
    pub async fn read_later<'a, T>(mut rows: ::std::vec::Vec<&'a T>, row: usize) -> Outcome<&'a T> {
        let row = rows.remove(row);
        ::std::result::Result::Ok(row)
    }

    /// Any number of them.
    ///
    /// # Errors
    /// When it is not allowed.
    #[::loom::guard(OPEN, crate = ::loom)]
    pub fn many() -> Outcome<impl ::std::iter::Iterator<Item = u32>> {
        ::std::result::Result::Ok(0..7)
    }
}

fn main() {
    let _ = shop::read(7);
    let _ = shop::read_later(::std::vec![&7], 0);
    let _ = shop::many();
    let _ = (shop::Option, shop::Result, shop::Clone);
}
