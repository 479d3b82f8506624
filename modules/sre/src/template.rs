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
