//! Traces as text: what programs and machines share is printed by name, so that the text is the same in every run.

use crate::ir::{Call, Callee, Expect, FrameState, Ir, Operand, Place, Snapshot, SnapshotId, Trace};
use bytecode::{Op, decode};
use handlers::function::FUNCTION_CODE;
use handlers::{After, CodeObject, FunctionObject};
use object_model::declare::FnKind;
use object_model::descriptors::{BuiltinFunction, MethodDescriptor};
use object_model::kind::FIRST_MAP;
use object_model::ops::Rep;
use object_model::strategies::CELL;
use object_model::value::Value;
use object_model::{Context, FloatObject, Gc, StrObject, TypeObject};
use std::cell::RefCell;
use std::fmt::Write;

/// A trace as text.
pub fn of_trace(cx: &Context, trace: &Trace) -> String {
    let printer = Printer { cx, trace, shapes: RefCell::default(), objects: RefCell::default() };
    let mut out = String::new();
    // A `String` takes whatever is written to it.
    let _ = printer.trace(&mut out);
    out
}

/// Where in a program an instruction is: function, opcode, line.
pub fn place(code: Gc<CodeObject>, offset: u32) -> String {
    let body = code.body();
    let op = decode(&body.words, offset as usize).map_or("?", |insn| insn.op.name());
    format!("{} {op} line {}", code.name.lossy(), bytecode::line_of(body, offset))
}

struct Printer<'a> {
    cx: &'a Context,
    trace: &'a Trace,
    /// Shapes of instances and objects without a name, in the order of their appearance.
    shapes: RefCell<Vec<u64>>,
    objects: RefCell<Vec<u64>>,
}

fn number_of(seen: &RefCell<Vec<u64>>, bits: u64) -> usize {
    let mut seen = seen.borrow_mut();
    match seen.iter().position(|&other| other == bits) {
        Some(at) => at,
        None => {
            seen.push(bits);
            seen.len() - 1
        }
    }
}

impl Printer<'_> {
    fn trace(&self, out: &mut String) -> std::fmt::Result {
        let trace = self.trace;
        let first = bytecode::line_of(trace.root.body(), trace.header);
        writeln!(
            out,
            "trace of {} line {first}: {} ops, {} guards",
            trace.root.name.lossy(),
            trace.ops.len(),
            trace.guards()
        )?;
        let inputs: Vec<_> = trace.inputs.iter().map(|(slot, value)| format!("v{value}=r{slot}")).collect();
        writeln!(out, "loop({})", inputs.join(", "))?;
        for op in &trace.ops {
            writeln!(out, "  {}", self.op(op))?;
        }
        writeln!(out, "  jump({})", self.list(&trace.jump))?;
        for (id, snapshot) in trace.snapshots.iter().enumerate() {
            if self.is_used(id as u32) {
                writeln!(out, "  @{id}: {}", self.snapshot(snapshot))?;
            }
        }
        Ok(())
    }

    fn is_used(&self, id: u32) -> bool {
        self.trace.ops.iter().any(|op| match op {
            Ir::Checked(.., at) | Ir::Guard(.., at) | Ir::GuardValue(.., at) => *at == SnapshotId(id),
            Ir::Call(call) => call.at == SnapshotId(id),
            _ => false,
        })
    }

    fn op(&self, op: &Ir) -> String {
        let show = |operand| self.operand(operand);
        match *op {
            Ir::Pure(v, op, a, None) => format!("v{v} = {}({})", op.name(), show(a)),
            Ir::Pure(v, op, a, Some(b)) => format!("v{v} = {}({}, {})", op.name(), show(a), show(b)),
            Ir::Checked(v, op, a, b, true, at) => {
                format!("v{v} = {}({}, {}) else @{}", op.name(), show(a), show(b), at.0)
            }
            Ir::Checked(_, op, a, b, false, at) => {
                format!("guard_fails {}({}, {}) else @{}", op.name(), show(a), show(b), at.0)
            }
            Ir::Load(v, object, place) => format!("v{v} = load({}, {})", show(object), field(place)),
            Ir::Store(object, place, value) => format!("store({}, {}, {})", show(object), field(place), show(value)),
            Ir::Item(v, base, index) => format!("v{v} = item({}, {})", show(base), show(index)),
            Ir::Put(owner, base, index, value, _) => {
                format!("put({}, {}, {}, {})", show(owner), show(base), show(index), show(value))
            }
            Ir::New(v, layout) => format!("v{v} = new({})", layout.name),
            Ir::Guard(cond, true, at) => format!("guard_true({}) else @{}", show(cond), at.0),
            Ir::Guard(cond, false, at) => format!("guard_false({}) else @{}", show(cond), at.0),
            Ir::GuardValue(value, bits, at) => {
                format!("guard_value({}, {}) else @{}", show(value), self.promoted(value, bits), at.0)
            }
            Ir::Call(ref call) => self.call(call),
            Ir::Register(v, slot) => format!("v{v} = register(r{slot})"),
            Ir::Function(v) => format!("v{v} = function()"),
        }
    }

    /// A promoted word: codes are addresses.
    fn promoted(&self, value: Operand, bits: u64) -> String {
        let is_code = self.trace.ops.iter().any(
            |op| matches!(*op, Ir::Load(v, _, place) if Operand::Value(v) == value && place == Place::of(FUNCTION_CODE)),
        );
        let codes = self.trace.snapshots.iter().flat_map(|snapshot| &snapshot.frames).map(|frame| frame.code);
        match codes.into_iter().find(|code| code.pointer() as u64 == bits) {
            Some(code) if is_code => format!("<code {}>", code.name.lossy()),
            _ if is_code => format!("<code {}>", number_of(&self.objects, bits)),
            _ => format!("{bits:#x}"),
        }
    }

    fn call(&self, call: &Call) -> String {
        let mut text = call.result.map_or_else(String::new, |v| format!("v{v} = "));
        let (name, effects) = match call.callee {
            Callee::Native(native) => {
                (format!("{}({})", native.name, self.list(&call.args)), format!(" {:?}", native.effects))
            }
            Callee::Registers(native, first) => {
                (format!("{}(r{first} and {} more)", native.name, call.n), format!(" {:?}", native.effects))
            }
            Callee::Window { window, how, .. } => (format!("window(r{window}, {} args, how {how})", call.n), String::new()),
            Callee::Make { first, .. } => (format!("function({}, r{first})", self.list(&call.args)), String::new()),
        };
        let expected = match call.expect {
            Expect::Value => "guard_returns".to_string(),
            Expect::Truth(truth) => format!("guard_returns_{truth}"),
            Expect::Done => "guard_exhausted".to_string(),
            Expect::Pushed(code, kind) => format!("guard_pushes <code {}> kind {kind}", code.name.lossy()),
        };
        let after = if call.after == After::Drop as u8 { " dropped" } else { "" };
        let _ = write!(text, "call {name}{effects}{after}, {expected} else @{}", call.at.0);
        text
    }

    fn list(&self, operands: &[Operand]) -> String {
        operands.iter().map(|&operand| self.operand(operand)).collect::<Vec<_>>().join(", ")
    }

    fn operand(&self, operand: Operand) -> String {
        match operand {
            Operand::Value(id) => format!("v{id}"),
            Operand::Const(Rep::Int, bits) => format!("{}", bits as i64 >> 1),
            Operand::Const(Rep::Ref, bits) => self.reference(bits),
            Operand::Const(Rep::Float, bits) => format!("{:?}", f64::from_bits(bits)),
            Operand::Const(Rep::Bool, bits) => format!("{}", bits != 0),
            Operand::Const(Rep::Shape, bits) => self.shape(bits as u32),
            Operand::Const(Rep::Word, bits) => format!("{}w", bits as i64),
        }
    }

    fn shape(&self, shape: u32) -> String {
        if shape < FIRST_MAP {
            let decl = self.cx.kind_decl.get(shape as usize).copied().flatten();
            return decl.map_or_else(|| format!("shape {shape}"), |decl| format!("<{}>", decl.name));
        }
        let class = self.cx.shape_class.get(shape as usize).copied().flatten();
        let name = class.map_or_else(|| "?".to_string(), |class| class.name.lossy());
        format!("<{name} #{}>", number_of(&self.shapes, shape.into()))
    }

    fn reference(&self, bits: u64) -> String {
        let Some(value) = Value::from_bits(bits) else { return "empty".to_string() };
        if let Some(n) = value.as_small() {
            return n.to_string();
        }
        if value == object_model::py_true() || value == object_model::py_false() {
            return if value == object_model::py_true() { "True" } else { "False" }.to_string();
        }
        if value.is_none() {
            return "None".to_string();
        }
        if let Some(text) = value.downcast::<StrObject>() {
            return format!("{:?}", text.lossy().chars().take(40).collect::<String>());
        }
        if let Some(float) = value.downcast::<FloatObject>() {
            return format!("{:?}", float.float);
        }
        if let Some(function) = value.downcast::<FunctionObject>() {
            return format!(
                "<function {}>",
                function.name.downcast::<StrObject>().map_or_else(String::new, |name| name.lossy())
            );
        }
        if let Some(function) = value.downcast::<BuiltinFunction>() {
            let what = if function.decl.kind == FnKind::Function { "function" } else { "method" };
            return format!("<built-in {what} {}>", function.decl.name);
        }
        if let Some(method) = value.downcast::<MethodDescriptor>() {
            return format!("<method {}>", method.decl.name);
        }
        if let Some(class) = value.downcast::<TypeObject>() {
            return format!("<class {}>", class.name.lossy());
        }
        if let Some(code) = value.downcast::<CodeObject>() {
            return format!("<code {}>", code.name.lossy());
        }
        if value.kind() == CELL {
            return format!("<cell {}>", number_of(&self.objects, bits));
        }
        let decl = self.cx.kind_decl.get(value.kind() as usize).copied().flatten();
        format!("<{} {}>", decl.map_or("object", |decl| decl.name), number_of(&self.objects, bits))
    }

    fn snapshot(&self, snapshot: &Snapshot) -> String {
        let frame = |state: &FrameState| {
            let op = decode(&state.code.body().words, state.at as usize).map_or(Op::NOP, |insn| insn.op);
            format!("{}:{}:{}", state.code.name.lossy(), state.at, op.name())
        };
        let frames: Vec<_> = snapshot.frames.iter().map(frame).collect();
        let registers: Vec<_> =
            snapshot.registers.iter().map(|&(slot, operand)| format!("r{slot}={}", self.operand(operand))).collect();
        format!("{} {{{}}}", frames.join(" "), registers.join(" "))
    }
}

fn field(place: Place) -> String {
    format!(".{}+{}", place.name, place.offset)
}
