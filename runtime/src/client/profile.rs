//! Profiles: servers of one kind that call things differently.

/// How the members of a body are called where the server is of another profile than the first.
///
/// Profiles are counted from 0; the first is what the models say themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProfileNames {
    profile: usize,
    names: &'static [(&'static str, &'static str)],
}

impl ProfileNames {
    /// In this profile, members are called by the second name of each pair, and not by the first.
    pub const fn new(profile: usize, names: &'static [(&'static str, &'static str)]) -> Self {
        Self { profile, names }
    }

    /// The pairs for a profile, if something is called differently there.
    pub(super) fn of(all: &'static [Self], profile: usize) -> Option<&'static [(&'static str, &'static str)]> {
        all.iter().find(|names| names.profile == profile).map(|names| names.names)
    }
}
