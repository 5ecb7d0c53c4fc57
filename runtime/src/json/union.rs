//! Unions in their three forms: the tag among the members, beside the content, or around it.

use super::error::{DecodeError, DecodeErrorKind};
use super::object::Object;
use super::reader::{Mark, Reader};
use super::text::{Choice, find};
use crate::unknown::UnknownVariant;

/// What the tag of a union says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// The place of the tag in the list of known ones.
    Known(usize),
    /// A tag that is not in the list: see [`Reader::unknown_variant`].
    Other,
}

/// A union of the form `{"type": "…", "content": …}`, from [`Reader::adjacent`].
#[derive(Debug, Clone, Copy)]
pub struct Adjacent {
    /// Which variant it is.
    pub tag: Tag,
    /// The whole object.
    pub object: Object,
    /// Where to go on behind the content, if that came before the tag.
    resume: Option<Mark>,
}

/// A union of the form `{"variant": …}`, from [`Reader::external`].
#[derive(Debug, Clone, Copy)]
pub struct External {
    /// Which variant it is.
    pub tag: Tag,
    /// The whole object.
    pub object: Object,
}

impl Reader<'_> {
    /// Enters an object whose member `tag` says which variant of a union it is.
    ///
    /// The record is then read from the [`Object`], in which the tag counts as none of its fields. Nothing is
    /// buffered: if the tag is not the first member, the reader looks ahead for it and comes back.
    ///
    /// # Errors
    /// When no object comes next, it has no such member, or that is no string.
    ///
    /// ```
    /// # use typeloom_runtime::json::{Reader, Tag};
    /// let mut reader = Reader::new(br#"{"size": 1, "kind": "square"}"#);
    /// let (tag, _object) = reader.tagged("kind", &["circle", "square"])?;
    /// assert_eq!(tag, Tag::Known(1));
    /// # Ok::<(), typeloom_runtime::json::DecodeError>(())
    /// ```
    pub fn tagged(&mut self, tag: &'static str, tags: &'static [&'static str]) -> Result<(Tag, Object), DecodeError> {
        let mut object = self.object()?;
        object.tag = Some(tag);
        let inside = self.mark();
        let mut ahead = object;
        if !self.member(&mut ahead)? {
            return Err(missing(tag, object));
        }
        if self.name_is(tag)? {
            return Ok((self.tag(tags)?, ahead));
        }
        let found = self.tag_ahead(object, tag, tags)?;
        self.reset(inside);
        Ok((found, object))
    }

    /// Looks for the tag among the members behind the value that comes next.
    ///
    /// The values are not checked: the reader comes back to them.
    fn tag_ahead(
        &mut self,
        object: Object,
        tag: &'static str,
        tags: &'static [&'static str],
    ) -> Result<Tag, DecodeError> {
        if self.move_to_member(tag) {
            self.text()?;
            self.colon()?;
            return self.tag(tags);
        }
        // No tag, unless the object is not well-formed and the search was misled.
        self.reset(object.start);
        self.skip()?;
        Err(missing(tag, object))
    }

    /// Finds the tag of a union of the form `{"type": "…", "content": …}`, and stands before the content.
    ///
    /// Other members are ignored. With an unknown tag the content need not be there.
    ///
    /// # Errors
    /// When no object comes next, or it has no such members.
    pub fn adjacent(
        &mut self,
        tag: &'static str,
        content: &'static str,
        tags: &'static [&'static str],
    ) -> Result<Adjacent, DecodeError> {
        let mut object = self.object()?;
        object.tag = Some(tag);
        let whole = object;
        let mut found = None;
        let mut content_start = None;
        while self.member(&mut object)? {
            let name = self.text()?;
            self.colon()?;
            if name == tag {
                let tag = self.tag(tags)?;
                if let Some(start) = content_start {
                    let resume = Some(self.mark());
                    self.reset(start);
                    return Ok(Adjacent { tag, object: whole, resume });
                }
                found = Some(tag);
                continue;
            }
            if name == content {
                if let Some(tag) = found {
                    return Ok(Adjacent { tag, object: whole, resume: None });
                }
                content_start = Some(self.mark());
            }
            self.skip()?;
        }
        match found {
            Some(Tag::Other) => Ok(Adjacent { tag: Tag::Other, object: whole, resume: None }),
            Some(Tag::Known(_)) => Err(missing(content, whole)),
            None => Err(missing(tag, whole)),
        }
    }

    /// Moves from behind the content to behind the whole object.
    ///
    /// # Errors
    /// When the rest of the object is not well-formed.
    pub fn adjacent_end(&mut self, adjacent: Adjacent) -> Result<(), DecodeError> {
        if let Some(resume) = adjacent.resume {
            self.reset(resume);
        }
        let mut object = Object { first: false, ..adjacent.object };
        while self.member(&mut object)? {
            self.text()?;
            self.colon()?;
            self.skip()?;
        }
        Ok(())
    }

    /// Enters a union of the form `{"variant": …}`, and stands before the content.
    ///
    /// # Errors
    /// When no object comes next, or it is empty.
    pub fn external(&mut self, tags: &'static [&'static str]) -> Result<External, DecodeError> {
        let mut object = self.object()?;
        let whole = object;
        if !self.member(&mut object)? {
            return Err(one_member(whole));
        }
        let tag = self.tag(tags)?;
        self.colon()?;
        Ok(External { tag, object: whole })
    }

    /// Moves from behind the content to behind the whole object.
    ///
    /// # Errors
    /// When another member follows.
    pub fn external_end(&mut self, external: External) -> Result<(), DecodeError> {
        let mut object = Object { first: false, ..external.object };
        if self.member(&mut object)? { Err(one_member(external.object)) } else { Ok(()) }
    }

    /// Goes back to the start of a union's object and keeps it as a whole.
    ///
    /// # Errors
    /// When the object is not well-formed, or (in the external form) has other than one member.
    pub fn unknown_variant(&mut self, object: Object) -> Result<UnknownVariant, DecodeError> {
        self.reset(object.start);
        let value = self.value()?;
        UnknownVariant::found(object.tag, value).ok_or_else(|| one_member(object))
    }

    /// The error for an unknown tag in a closed union.
    #[cold]
    pub fn refused_variant(&self, object: Object, tags: &'static [&'static str]) -> DecodeError {
        DecodeError::new(DecodeErrorKind::UnknownVariant { expected: tags }, object.offset())
    }

    /// Consumes a name and its colon, and says whether it is this one.
    #[inline]
    fn name_is(&mut self, name: &str) -> Result<bool, DecodeError> {
        let same = self.take_name(name) || self.text()? == name;
        self.colon()?;
        Ok(same)
    }

    fn tag(&mut self, tags: &'static [&'static str]) -> Result<Tag, DecodeError> {
        let text = self.text()?;
        Ok(find(tags, &text).map_or(Tag::Other, Tag::Known))
    }
}

impl From<Choice<'_>> for Tag {
    fn from(choice: Choice<'_>) -> Self {
        match choice {
            Choice::Known(index) => Self::Known(index),
            Choice::Other(_) => Self::Other,
        }
    }
}

#[cold]
fn missing(name: &'static str, object: Object) -> DecodeError {
    DecodeError::new(DecodeErrorKind::MissingField { name }, object.offset())
}

#[cold]
fn one_member(object: Object) -> DecodeError {
    DecodeError::invalid("expected an object with exactly one member", object.offset())
}
