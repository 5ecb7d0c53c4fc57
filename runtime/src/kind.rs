//! Kinds: what can be addressed at a subject, and how that is spelled.

/// A kind of thing that is addressed at a subject: a word, and for most of them a segment of a path.
///
/// Generated kinds implement it, and `#[derive(Kind)]` of the feature `macros` does for an enum of one's own: the
/// `kind_path` of generated path types takes either.
///
/// ```
/// use typeloom_runtime::kind::Kind;
///
/// struct Inventory;
///
/// impl Kind for Inventory {
///     fn as_str(&self) -> &'static str {
///         "Inventory"
///     }
///
///     fn segment(&self) -> Option<&'static str> {
///         Some("inventory")
///     }
/// }
///
/// let kind: &dyn Kind = &Inventory;
/// assert_eq!(kind.segment(), Some("inventory"));
/// ```
pub trait Kind {
    /// The spelling on the wire.
    fn as_str(&self) -> &'static str;

    /// The segment of a path, as it stands there, for a kind that has one.
    fn segment(&self) -> Option<&'static str>;
}

impl<K: Kind + ?Sized> Kind for &K {
    fn as_str(&self) -> &'static str {
        (**self).as_str()
    }

    fn segment(&self) -> Option<&'static str> {
        (**self).segment()
    }
}
