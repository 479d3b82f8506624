//! Disassembly: one line an instruction, for people and for golden tests.

use crate::{Body, Const, Kind, Name, decode};
use std::fmt::Write;

/// Text of `body` and, after it, of the code among its constants.
pub fn disassemble(body: &Body) -> String {
    let mut out = String::new();
    let mut todo = vec![body];
    while let Some(body) = todo.pop() {
        one(&mut out, body);
        let nested = body.consts.iter().filter_map(|c| match c {
            Const::Code(code) => Some(&**code),
            _ => None,
        });
        let at = todo.len();
        todo.extend(nested);
        todo[at..].reverse();
    }
    out
}

fn text(name: &Name) -> String {
    String::from_utf8_lossy(name).into_owned()
}

fn one(out: &mut String, body: &Body) {
    let _ = writeln!(out, "{}: args {} registers {}", text(&body.name), body.argcount, body.registers);
    let (mut at, mut rows) = (0, body.lines.iter().peekable());
    while at < body.words.len() {
        let mut line = String::new();
        while let Some(row) = rows.next_if(|row| row.start as usize <= at) {
            line = row.line.to_string();
        }
        let Some(insn) = decode(&body.words, at) else {
            let _ = writeln!(out, "{line:>5} {at:4} ? {:#x}", body.words[at]);
            at += 1;
            continue;
        };
        let _ = write!(out, "{line:>5} {at:4} {}", insn.op.name());
        let bytes = [insn.a, insn.b, insn.c];
        for (i, operand) in insn.op.row().operands.iter().enumerate() {
            let _ = match (operand.kind, operand.name) {
                (Kind::Reg, _) => write!(out, " r{}", bytes[i]),
                (Kind::I8, _) => write!(out, " {}", bytes[i] as i8),
                (Kind::I16, _) => write!(out, " {}", insn.sbc()),
                (Kind::U16, "index") if insn.op.name().ends_with("CONST") => {
                    write!(out, " {}", constant(body.consts.get(insn.bc as usize)))
                }
                (Kind::U16, "name") => write!(out, " {}", name(body, insn.bc.into())),
                (Kind::U16, _) => write!(out, " {}", insn.bc),
                (_, "zero") => Ok(()),
                _ => write!(out, " {}", bytes[i]),
            };
        }
        if let Some(extra) = insn.op.row().extra {
            let _ = match extra.kind {
                Kind::Jump => write!(out, " -> {}", insn.target().unwrap_or(-1)),
                Kind::Site => write!(out, " {}", body.sites.get(insn.extra as usize).map_or("?".into(), |&n| name(body, n))),
                Kind::Name => write!(out, " {}", name(body, insn.extra)),
                Kind::Const => write!(out, " {}", constant(body.consts.get(insn.extra as usize))),
                _ => write!(out, " {}", insn.extra),
            };
        }
        out.push('\n');
        at = insn.next();
    }
    for handler in &body.handlers {
        let _ = writeln!(out, "      {}..{} -> {} r{}", handler.start, handler.end, handler.target, handler.register);
    }
}

fn name(body: &Body, index: u32) -> String {
    body.names.get(index as usize).map_or("?".into(), text)
}

fn constant(constant: Option<&Const>) -> String {
    match constant {
        None => "?".into(),
        Some(Const::None) => "None".into(),
        Some(Const::True) => "True".into(),
        Some(Const::False) => "False".into(),
        Some(Const::Ellipsis) => "Ellipsis".into(),
        Some(Const::Int(i)) => i.to_string(),
        Some(Const::Long { negative, digits }) => {
            let sign = if *negative { "-" } else { "" };
            let digits: String = digits.iter().rev().map(|d| format!("{d:08x}")).collect();
            format!("{sign}0x{}L", digits.trim_start_matches('0'))
        }
        Some(Const::Float(x)) => format!("{x:?}"),
        Some(Const::Complex(re, im)) => format!("({re:?}+{im:?}j)"),
        Some(Const::Bytes(bytes)) => format!("'{}'", bytes.escape_ascii()),
        Some(Const::Unicode(points)) => {
            let text: String = points.iter().map(|&p| char::from_u32(p).unwrap_or('\u{fffd}')).collect();
            format!("u'{}'", text.escape_default())
        }
        Some(Const::Tuple(items)) => {
            let items: Vec<String> = items.iter().map(|item| self::constant(Some(item))).collect();
            format!("({})", items.join(", "))
        }
        Some(Const::Code(code)) => format!("<code {}>", text(&code.name)),
    }
}
