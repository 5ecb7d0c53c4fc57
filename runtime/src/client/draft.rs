//! A request while arguments are put where they belong.

use std::fmt::{Display, Write as _};

use super::{ClientError, Request};
use crate::place::Place;
use crate::rule::{Rule, ValueError};
use crate::template::{Piece, Template, TemplateError};

/// A request that is being put together. The first argument that cannot be sent is kept; nothing is sent then.
pub(crate) struct Draft {
    operation: &'static str,
    request: Request,
    problem: Option<ClientError>,
}

impl Draft {
    pub(crate) fn new(operation: &'static str, request: Request) -> Self {
        Self { operation, request, problem: None }
    }

    /// The name of the operation.
    #[cfg(any(feature = "jsonrpc", feature = "sse"))]
    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    /// The request, if all of it can be sent.
    pub(crate) fn finish(self) -> Result<Request, ClientError> {
        match self.problem {
            Some(problem) => Err(problem),
            None => Ok(self.request),
        }
    }

    pub(crate) fn path(&mut self, template: &Template, values: &[Option<&dyn Display>]) {
        if let ([], [Piece::Literal(path)]) = (values, template.pieces()) {
            return self.request.set_path(*path);
        }
        // All values in one text: writing a value to a string of its own would allocate for each.
        let mut text = String::new();
        let (mut few, mut many) = ([const { None }; FEW], Vec::new());
        let ranges = room(&mut few, &mut many, values.len());
        for (range, value) in ranges.iter_mut().zip(values) {
            let start = text.len();
            *range = value.and_then(|value| write!(text, "{value}").ok()).map(|()| start..text.len());
        }
        let (mut few, mut many) = ([None; FEW], Vec::new());
        let values = room(&mut few, &mut many, values.len());
        for (value, range) in values.iter_mut().zip(&*ranges) {
            *value = range.clone().and_then(|range| text.get(range));
        }
        match template.build(values) {
            Ok(path) => self.request.set_path(path),
            Err(source) => self.refuse(ClientError::Path { operation: self.operation, source }),
        }
    }

    pub(crate) fn query(&mut self, name: &'static str, value: &dyn Display) {
        self.request.push_query(name, value);
    }

    pub(crate) fn body(&mut self, document: Result<String, ClientError>) {
        match document {
            Ok(document) => self.request.set_json(document.into_bytes()),
            Err(problem) => self.refuse(problem),
        }
    }

    /// Adds a header, if it can carry the value.
    pub(crate) fn header(&mut self, name: &'static str, value: &dyn Display) {
        if let Some(value) = self.carried(name, value) {
            self.request.push_header(name, value);
        }
    }

    /// Adds an item to a header that holds a list, if it can carry the item as one.
    pub(crate) fn header_item(&mut self, name: &'static str, value: &dyn Display) {
        let Some(value) = self.carried(name, value) else { return };
        if value.is_empty() || value.contains([',', '"']) {
            return self.refuse(ClientError::Header { operation: self.operation, header: name });
        }
        match self.request.header(name) {
            Some(items) => {
                let items = format!("{items}, {value}");
                self.request.set_header(name, items);
            }
            None => self.request.push_header(name, value),
        }
    }

    pub(crate) fn checked_header(&mut self, name: &'static str, value: Result<String, TemplateError>) {
        match value {
            Ok(value) => self.header(name, &value),
            Err(_) => self.refuse(ClientError::Header { operation: self.operation, header: name }),
        }
    }

    fn carried(&mut self, header: &'static str, value: &dyn Display) -> Option<String> {
        let value = value.to_string();
        if value.trim().len() != value.len() || value.chars().any(|character| Place::Header.refuses(character)) {
            self.refuse(ClientError::Header { operation: self.operation, header });
            return None;
        }
        Some(value)
    }

    /// A text as its rule makes it.
    pub(crate) fn text<'v>(&mut self, rule: &Rule, value: &'v str) -> &'v str {
        match rule.check(value) {
            Ok(value) => value,
            Err(problem) => {
                self.check::<()>(Err(problem));
                value
            }
        }
    }

    pub(crate) fn check<T>(&mut self, checked: Result<T, ValueError>) {
        if let Err(problem) = checked {
            self.refuse(ClientError::Argument { operation: self.operation, problem });
        }
    }

    pub(crate) fn require(&mut self, argument: &'static str, is_there: bool) {
        if !is_there {
            self.refuse(ClientError::Missing { operation: self.operation, argument });
        }
    }

    pub(crate) fn refuse(&mut self, problem: ClientError) {
        self.problem.get_or_insert(problem);
    }
}

/// More parameters than a path usually has.
const FEW: usize = 6;

/// Room for so many of something: on the stack where they are few.
fn room<'r, T: Clone>(
    few: &'r mut [Option<T>; FEW],
    many: &'r mut Vec<Option<T>>,
    number: usize,
) -> &'r mut [Option<T>] {
    if number <= FEW {
        return few.get_mut(..number).unwrap_or_default();
    }
    many.resize(number, None);
    many
}
