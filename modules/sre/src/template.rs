//! Replacement templates, as `sre_parse.parse_template` takes them apart.
//!
//! The parser answers a list of pieces, some of them literal, and pairs (index of piece, group) for the others.

use crate::state::State;

/// One piece of a replacement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece {
    /// The literal at this index of the parsed list.
    Literal(usize),
    /// What a group matched.
    Group(usize),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TemplateError {
    /// The pattern has no such group (`IndexError: invalid group reference`).
    NoSuchGroup,
    /// The group took no part in the match (`error: unmatched group`).
    Unmatched,
}

/// A parsed template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    pieces: Vec<Piece>,
}

impl Template {
    /// `groups` as `parse_template` gives them, `len` the number of pieces. Pairs beyond `len` are ignored.
    pub fn new(groups: &[(usize, usize)], len: usize) -> Template {
        let mut pieces: Vec<Piece> = (0..len).map(Piece::Literal).collect();
        for &(at, group) in groups {
            if let Some(piece) = pieces.get_mut(at) {
                *piece = Piece::Group(group);
            }
        }
        Template { pieces }
    }

    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Calls `literal` with the index of each literal and `group` with the span of each group, in order.
    pub fn expand(
        &self,
        state: &State,
        group_count: usize,
        mut emit: impl FnMut(Result<usize, (usize, usize)>),
    ) -> Result<(), TemplateError> {
        // Errors first: nothing is emitted for a template that fails.
        for piece in &self.pieces {
            if let Piece::Group(group) = *piece {
                if group > group_count {
                    return Err(TemplateError::NoSuchGroup);
                }
                state.slice(group).ok_or(TemplateError::Unmatched)?;
            }
        }
        for piece in &self.pieces {
            match *piece {
                Piece::Literal(at) => emit(Ok(at)),
                Piece::Group(group) => {
                    if let Some(span) = state.slice(group) {
                        emit(Err(span));
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Chardata, Program};

    /// Expands `<`, group 1, `>`, group 0 for a match of `(a)(b)?c`.
    fn expand(groups: &[(usize, usize)]) -> Result<String, TemplateError> {
        let code = [21, 0, 19, 97, 21, 1, 28, 9, 0, 1, 21, 2, 19, 98, 21, 3, 22, 19, 99, 1];
        let program = Program::new(&code, 2, 0, &Chardata).expect("valid");
        let mut state = State::new(&program);
        assert_eq!(program.search(b"xacx", 0, 4, &mut state, &mut || Ok(())), Ok(true));
        let mut out = String::new();
        Template::new(groups, 4).expand(&state, program.groups(), |piece| match piece {
            Ok(at) => out.push_str(["<", "", ">", ""][at]),
            Err((from, to)) => out.push_str(&"xacx"[from..to]),
        })?;
        Ok(out)
    }

    #[test]
    fn pieces_in_order() {
        assert_eq!(expand(&[(1, 1), (3, 0)]), Ok("<a>ac".into()));
    }

    #[test]
    fn groups_that_are_not_there() {
        assert_eq!(expand(&[(1, 3)]), Err(TemplateError::NoSuchGroup));
        assert_eq!(expand(&[(1, 2)]), Err(TemplateError::Unmatched));
    }
}
