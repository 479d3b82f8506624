//! Scopes: what each name of each block means (2.7's symbol table).
//!
//! Two passes. `Builder` walks the tree in CPython's order and notes, block by block, how each name is mentioned
//! (bits of `DEF_*` and `USE`, the numbers `_symtable` shows). `analyze` then walks the blocks and decides: bound
//! names are local, unless declared global; others are free if an enclosing function binds them, else global. A local
//! that an inner block uses is a cell.
//!
//! Blocks are found again by the address of their tree node, so the tree must not move between the two stages.
//! Left spines are followed by a loop; everything else recurses under a limit.
//!
//! Source: language reference, "Naming and binding"; CPython `Python/symtable.c` for messages, lines and order.

use crate::ast::*;
use crate::error::{ErrorKind, Result, SyntaxError};
use ahash::{HashMap, HashSet};
use std::any::TypeId;

pub const DEF_GLOBAL: u32 = 1;
pub const DEF_LOCAL: u32 = 1 << 1;
pub const DEF_PARAM: u32 = 1 << 2;
pub const USE: u32 = 1 << 3;
/// A free name of the block that an inner class binds too.
pub const DEF_FREE_CLASS: u32 = 1 << 5;
pub const DEF_IMPORT: u32 = 1 << 6;
pub const DEF_BOUND: u32 = DEF_LOCAL | DEF_PARAM | DEF_IMPORT;
/// Our own, beyond what `_symtable` shows: a `del` names it.
pub const DELETED: u32 = 1 << 24;
/// Our own: a list comprehension of the block binds it, so evaluating an expression may rebind it.
pub const LOOPED: u32 = 1 << 25;

pub const OPT_IMPORT_STAR: u8 = 1;
pub const OPT_EXEC: u8 = 2;
pub const OPT_BARE_EXEC: u8 = 4;
pub const OPT_TOPLEVEL: u8 = 8;

/// Nesting beyond this is refused. What the parser lets through stays below it.
pub const MAX_DEPTH: u32 = 1700;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Function,
    Class,
    Module,
}

/// What a name means in a block; the discriminants are `_symtable`'s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Local = 1,
    GlobalExplicit = 2,
    GlobalImplicit = 3,
    Free = 4,
    Cell = 5,
}

#[derive(Clone, Debug)]
pub struct Symbol {
    /// Mangled.
    pub name: Name,
    pub flags: u32,
    pub scope: Scope,
}

#[derive(Clone, Debug)]
pub struct Block {
    pub name: Name,
    pub kind: BlockKind,
    /// 0 for modules and comprehensions.
    pub line: u32,
    /// In order of first mention.
    pub symbols: Vec<Symbol>,
    index: HashMap<Name, usize>,
    /// Parameters as `co_varnames` starts: declared ones (`.0` stands for a tuple), `*args`, `**kwargs`, names in tuples.
    pub params: Vec<Name>,
    pub children: Vec<usize>,
    /// Inside of a function.
    pub nested: bool,
    pub generator: bool,
    pub returns_value: bool,
    pub varargs: bool,
    pub varkeywords: bool,
    /// Bits of `OPT_*`: why locals cannot all be known.
    pub unoptimized: u8,
    pub opt_line: u32,
    pub has_free: bool,
    pub child_free: bool,
    /// Contains `try` or `with`.
    pub has_handlers: bool,
}

impl Block {
    pub fn lookup(&self, mangled: &str) -> Option<&Symbol> {
        self.index.get(mangled).map(|&i| &self.symbols[i])
    }

    fn symbol(&mut self, name: &Name) -> &mut Symbol {
        let i = *self.index.entry(name.clone()).or_insert_with(|| {
            self.symbols.push(Symbol { name: name.clone(), flags: 0, scope: Scope::GlobalImplicit });
            self.symbols.len() - 1
        });
        &mut self.symbols[i]
    }
}

/// A warning of compilation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// A `DeprecationWarning`, not a `SyntaxWarning`.
    pub deprecation: bool,
    pub msg: String,
    pub line: u32,
}

#[derive(Debug)]
pub struct Scopes {
    /// The outermost one first.
    pub blocks: Vec<Block>,
    by_node: HashMap<Key, usize>,
    pub warnings: Vec<Warning>,
}

impl Scopes {
    /// The block of a `FunctionDef`, `ClassDef`, `Lambda` or comprehension `Expr`.
    pub fn block_of<T: 'static>(&self, node: &T) -> Option<usize> {
        self.by_node.get(&key(node)).copied()
    }
}

/// A node's address, and its type: a node may begin where the one around it does.
type Key = (usize, TypeId);

fn key<T: 'static>(node: &T) -> Key {
    (std::ptr::from_ref(node) as usize, TypeId::of::<T>())
}

/// `__x` in class `C` is `_C__x`.
pub fn mangle(class: Option<&Name>, name: &Name) -> Name {
    let Some(class) = class else { return name.clone() };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.clone();
    }
    match class.trim_start_matches('_') {
        "" => name.clone(),
        class => Name::new(&format!("_{class}{}", name.as_str())),
    }
}

/// The error for trees nested beyond `MAX_DEPTH`.
pub fn too_deep() -> Box<SyntaxError> {
    SyntaxError::other(ErrorKind::RuntimeError, "maximum recursion depth exceeded during compilation")
}

/// The first `n` bytes or fewer, as C's `%.nns`.
pub fn limited(text: &str, n: usize) -> &str {
    let mut end = text.len().min(n);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

pub fn analyze(module: &Mod) -> Result<Scopes> {
    let scopes = Scopes { blocks: Vec::new(), by_node: HashMap::default(), warnings: Vec::new() };
    let mut builder = Builder { scopes, current: 0, class: None, depth: 0, globals: HashMap::default() };
    builder.enter(Name::new("top"), BlockKind::Module, key(module), 0);
    builder.block().unoptimized = OPT_TOPLEVEL;
    let built = match module {
        Mod::Expression(expr) => builder.expr(expr),
        _ => builder.body(module.body()),
    };
    built.map_err(|error| after(&builder.scopes, error))?;
    let Builder { mut scopes, globals, .. } = builder;
    // Names that any block declares global are symbols of the module too.
    for (name, flags) in globals {
        scopes.blocks[0].symbol(&name).flags |= flags;
    }
    match resolve(&mut scopes, 0, None, &HashSet::default()) {
        Ok(_) => Ok(scopes),
        Err(error) => Err(after(&scopes, error)),
    }
}

/// The error, after the warnings that came before it.
fn after(scopes: &Scopes, mut error: Box<SyntaxError>) -> Box<SyntaxError> {
    error.warnings.clone_from(&scopes.warnings);
    error
}

struct Builder {
    scopes: Scopes,
    current: usize,
    /// Name of the class whose private names are mangled.
    class: Option<Name>,
    depth: u32,
    globals: HashMap<Name, u32>,
}

impl Builder {
    fn block(&mut self) -> &mut Block {
        &mut self.scopes.blocks[self.current]
    }

    /// Opens a block; the caller restores `current` with what this returns.
    fn enter(&mut self, name: Name, kind: BlockKind, node: Key, line: u32) -> usize {
        let outer = self.scopes.blocks.get(self.current);
        let nested = outer.is_some_and(|outer| outer.nested || outer.kind == BlockKind::Function);
        let id = self.scopes.blocks.len();
        if let Some(outer) = self.scopes.blocks.get_mut(self.current) {
            outer.children.push(id);
        }
        self.scopes.blocks.push(Block {
            name,
            kind,
            line,
            symbols: Vec::new(),
            index: HashMap::default(),
            params: Vec::new(),
            children: Vec::new(),
            nested,
            generator: false,
            returns_value: false,
            varargs: false,
            varkeywords: false,
            unoptimized: 0,
            opt_line: 0,
            has_free: false,
            child_free: false,
            has_handlers: false,
        });
        self.scopes.by_node.insert(node, id);
        std::mem::replace(&mut self.current, id)
    }

    fn warn(&mut self, msg: String, line: u32) {
        self.scopes.warnings.push(Warning { deprecation: false, msg, line });
    }

    fn add(&mut self, name: &Name, flags: u32) -> Result<()> {
        let mangled = mangle(self.class.as_ref(), name);
        let block = &mut self.scopes.blocks[self.current];
        let line = block.line;
        let symbol = block.symbol(&mangled);
        if flags & symbol.flags & DEF_PARAM != 0 {
            let msg = format!("duplicate argument '{}' in function definition", name.as_str());
            return Err(SyntaxError::in_scopes(msg, line));
        }
        symbol.flags |= flags;
        if flags & DEF_PARAM != 0 {
            block.params.push(mangled);
        } else if flags & DEF_GLOBAL != 0 {
            *self.globals.entry(mangled).or_insert(0) |= flags;
        }
        Ok(())
    }

    fn body(&mut self, body: &[Stmt]) -> Result<()> {
        self.deeper()?;
        body.iter().try_for_each(|stmt| self.stmt(stmt))?;
        self.depth -= 1;
        Ok(())
    }

    fn deeper(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(too_deep()) } else { Ok(()) }
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result<()> {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => {
                self.add(&def.name, DEF_LOCAL)?;
                self.exprs(&def.args.defaults)?;
                self.exprs(&def.decorators)?;
                let outer = self.enter(def.name.clone(), BlockKind::Function, key(&**def), stmt.line);
                self.arguments(&def.args)?;
                self.body(&def.body)?;
                self.current = outer;
            }
            StmtKind::ClassDef(def) => {
                self.add(&def.name, DEF_LOCAL)?;
                self.exprs(&def.bases)?;
                self.exprs(&def.decorators)?;
                let outer = self.enter(def.name.clone(), BlockKind::Class, key(&**def), stmt.line);
                let class = self.class.replace(def.name.clone());
                self.body(&def.body)?;
                self.class = class;
                self.current = outer;
            }
            StmtKind::Return(value) => {
                if let Some(value) = value {
                    self.expr(value)?;
                    self.block().returns_value = true;
                    if self.block().generator {
                        return Err(SyntaxError::in_scopes("'return' with argument inside generator", stmt.line));
                    }
                }
            }
            StmtKind::Delete(targets) => {
                for target in targets {
                    self.target(target)?;
                    self.flag_names(target, DELETED);
                }
            }
            StmtKind::Assign { targets, value } => {
                targets.iter().try_for_each(|target| self.target(target))?;
                self.expr(value)?;
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target)?;
                self.expr(value)?;
            }
            StmtKind::Print { dest, values, .. } => {
                self.optional(dest)?;
                self.exprs(values)?;
            }
            StmtKind::For { target, iter, body, orelse } => {
                self.target(target)?;
                self.expr(iter)?;
                self.body(body)?;
                self.body(orelse)?;
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(test)?;
                self.body(body)?;
                self.body(orelse)?;
            }
            StmtKind::If { branches, orelse } => {
                for branch in branches {
                    self.expr(&branch.test)?;
                    self.body(&branch.body)?;
                }
                self.body(orelse)?;
            }
            StmtKind::With { items, body } => {
                self.block().has_handlers = true;
                for item in items {
                    self.expr(&item.context_expr)?;
                    item.optional_vars.iter().try_for_each(|target| self.target(target))?;
                }
                self.body(body)?;
            }
            StmtKind::Raise { exception, instance, traceback } => {
                self.optional(exception)?;
                self.optional(instance)?;
                self.optional(traceback)?;
            }
            StmtKind::TryExcept { body, handlers, orelse } => {
                self.block().has_handlers = true;
                self.body(body)?;
                self.body(orelse)?;
                for handler in handlers {
                    self.exprs(&handler.exception)?;
                    handler.name.iter().try_for_each(|name| self.target(name))?;
                    self.body(&handler.body)?;
                }
            }
            StmtKind::TryFinally { body, finalbody } => {
                self.block().has_handlers = true;
                self.body(body)?;
                self.body(finalbody)?;
            }
            StmtKind::Assert { test, msg } => {
                self.expr(test)?;
                self.optional(msg)?;
            }
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                names.iter().try_for_each(|alias| self.alias(alias))?;
                let block = self.block();
                if block.unoptimized != 0 && block.opt_line == 0 {
                    block.opt_line = stmt.line;
                }
            }
            StmtKind::Exec { body, globals, locals } => {
                self.expr(body)?;
                if self.block().opt_line == 0 {
                    self.block().opt_line = stmt.line;
                }
                self.block().unoptimized |= if globals.is_some() { OPT_EXEC } else { OPT_BARE_EXEC };
                self.optional(globals)?;
                self.optional(locals)?;
            }
            StmtKind::Global(names) => {
                for name in names {
                    let mangled = mangle(self.class.as_ref(), name);
                    let flags = self.block().lookup(&mangled).map_or(0, |symbol| symbol.flags);
                    if flags & (DEF_LOCAL | USE) != 0 {
                        let how = if flags & DEF_LOCAL != 0 { "assigned to before" } else { "used prior to" };
                        let msg = format!("name '{}' is {how} global declaration", limited(name, 400));
                        self.warn(msg, stmt.line);
                    }
                    self.add(name, DEF_GLOBAL)?;
                }
            }
            StmtKind::Expr(value) => self.expr(value)?,
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => {}
        }
        Ok(())
    }

    fn alias(&mut self, alias: &Alias) -> Result<()> {
        if alias.name == "*" {
            if self.block().kind != BlockKind::Module {
                // CPython gives the line of the block.
                let line = self.block().line;
                self.warn("import * only allowed at module level".into(), line);
            }
            self.block().unoptimized |= OPT_IMPORT_STAR;
            return Ok(());
        }
        match &alias.asname {
            Some(name) => self.add(name, DEF_IMPORT),
            None => self.add(&top_module(&alias.name), DEF_IMPORT),
        }
    }

    fn arguments(&mut self, args: &Arguments) -> Result<()> {
        for (i, arg) in args.args.iter().enumerate() {
            match &arg.kind {
                ExprKind::Name(name) => self.add(name, DEF_PARAM)?,
                _ => self.add(&hidden_parameter(i), DEF_PARAM)?,
            }
        }
        if let Some(name) = &args.vararg {
            self.add(name, DEF_PARAM)?;
            self.block().varargs = true;
        }
        if let Some(name) = &args.kwarg {
            self.add(name, DEF_PARAM)?;
            self.block().varkeywords = true;
        }
        args.args.iter().try_for_each(|arg| self.tuple_parameter(arg, true))
    }

    fn tuple_parameter(&mut self, arg: &Expr, toplevel: bool) -> Result<()> {
        match &arg.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                self.deeper()?;
                items.iter().try_for_each(|item| self.tuple_parameter(item, false))?;
                self.depth -= 1;
                Ok(())
            }
            ExprKind::Name(name) if !toplevel => self.add(name, DEF_PARAM),
            _ => Ok(()),
        }
    }

    fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Result<()> {
        exprs.into_iter().try_for_each(|expr| self.expr(expr))
    }

    fn optional(&mut self, expr: &Option<Box<Expr>>) -> Result<()> {
        expr.iter().try_for_each(|expr| self.expr(expr))
    }

    /// An expression that is stored to.
    fn target(&mut self, expr: &Expr) -> Result<()> {
        match &expr.kind {
            ExprKind::Name(name) => self.add(name, DEF_LOCAL),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                self.deeper()?;
                items.iter().try_for_each(|item| self.target(item))?;
                self.depth -= 1;
                Ok(())
            }
            _ => self.expr(expr),
        }
    }

    /// Adds `flags` to the names that `target` stores to or deletes.
    fn flag_names(&mut self, target: &Expr, flags: u32) {
        let mut todo = vec![target];
        while let Some(target) = todo.pop() {
            match &target.kind {
                ExprKind::Name(name) => {
                    let mangled = mangle(self.class.as_ref(), name);
                    self.block().symbol(&mangled).flags |= flags;
                }
                ExprKind::Tuple(items) | ExprKind::List(items) => todo.extend(items),
                _ => {}
            }
        }
    }

    fn expr(&mut self, expr: &Expr) -> Result<()> {
        self.deeper()?;
        let mut spine = Vec::new();
        let mut link = expr;
        while let Some(next) = link.spine() {
            spine.push(link);
            link = next;
        }
        self.leaf(link)?;
        for link in spine.into_iter().rev() {
            match &link.kind {
                ExprKind::BinOp { right, .. } => self.expr(right)?,
                ExprKind::Call(call) => {
                    self.exprs(&call.args)?;
                    self.exprs(call.keywords.iter().map(|keyword| &keyword.value))?;
                    self.exprs(&call.starargs)?;
                    self.exprs(&call.kwargs)?;
                }
                ExprKind::Subscript { slice, .. } => self.slice(slice)?,
                _ => {}
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// An expression that is no link of a spine.
    fn leaf(&mut self, expr: &Expr) -> Result<()> {
        match &expr.kind {
            ExprKind::BoolOp { values, .. } => self.exprs(values),
            ExprKind::UnaryOp { operand, .. } => self.expr(operand),
            ExprKind::Lambda(lambda) => {
                self.exprs(&lambda.args.defaults)?;
                let outer = self.enter(Name::new("lambda"), BlockKind::Function, key(&**lambda), expr.line);
                self.arguments(&lambda.args)?;
                self.expr(&lambda.body)?;
                self.current = outer;
                Ok(())
            }
            ExprKind::IfExp { .. } => {
                let mut rest = expr;
                while let ExprKind::IfExp { test, body, orelse } = &rest.kind {
                    self.expr(test)?;
                    self.expr(body)?;
                    rest = orelse;
                }
                self.expr(rest)
            }
            ExprKind::Dict(items) => {
                self.exprs(items.iter().map(|(key, _)| key))?;
                self.exprs(items.iter().map(|(_, value)| value))
            }
            ExprKind::Set(items) | ExprKind::List(items) | ExprKind::Tuple(items) => self.exprs(items),
            ExprKind::ListComp { elt, generators } => {
                self.expr(elt)?;
                for generator in generators {
                    self.target(&generator.target)?;
                    self.flag_names(&generator.target, LOOPED);
                    self.expr(&generator.iter)?;
                    self.exprs(&generator.ifs)?;
                }
                Ok(())
            }
            ExprKind::SetComp { elt, generators } => self.comprehension(expr, "setcomp", generators, &[elt]),
            ExprKind::DictComp { key, value, generators } => self.comprehension(expr, "dictcomp", generators, &[value, key]),
            ExprKind::GeneratorExp { elt, generators } => self.comprehension(expr, "genexpr", generators, &[elt]),
            ExprKind::Yield(value) => {
                self.optional(value)?;
                self.block().generator = true;
                if self.block().returns_value {
                    return Err(SyntaxError::in_scopes("'return' with argument inside generator", expr.line));
                }
                Ok(())
            }
            ExprKind::Compare { left, rest } => {
                self.expr(left)?;
                self.exprs(rest.iter().map(|(_, operand)| operand))
            }
            ExprKind::Repr(value) => self.expr(value),
            ExprKind::Name(name) => self.add(name, USE),
            _ => Ok(()),
        }
    }

    fn slice(&mut self, slice: &Slice) -> Result<()> {
        match slice {
            Slice::Ellipsis => Ok(()),
            Slice::Slice { lower, upper, step } => {
                self.exprs(lower)?;
                self.exprs(upper)?;
                self.exprs(step)
            }
            Slice::ExtSlice(dims) => {
                self.deeper()?;
                dims.iter().try_for_each(|dim| self.slice(dim))?;
                self.depth -= 1;
                Ok(())
            }
            Slice::Index(value) => self.expr(value),
        }
    }

    fn comprehension(&mut self, expr: &Expr, name: &str, generators: &[Comprehension], elements: &[&Expr]) -> Result<()> {
        // The outermost iterable belongs to the block outside.
        let Some((first, others)) = generators.split_first() else { return Ok(()) };
        self.expr(&first.iter)?;
        let outer = self.enter(Name::new(name), BlockKind::Function, key(expr), 0);
        self.block().generator = matches!(expr.kind, ExprKind::GeneratorExp { .. });
        self.add(&hidden_parameter(0), DEF_PARAM)?;
        self.target(&first.target)?;
        self.exprs(&first.ifs)?;
        for generator in others {
            self.target(&generator.target)?;
            self.expr(&generator.iter)?;
            self.exprs(&generator.ifs)?;
        }
        self.exprs(elements.iter().copied())?;
        self.current = outer;
        Ok(())
    }
}

/// `a` of `a.b.c`: what `import a.b.c` binds.
pub fn top_module(name: &Name) -> Name {
    match name.split_once('.') {
        Some((top, _)) => Name::new(top),
        None => name.clone(),
    }
}

/// The parameter that stands for a tuple at position `i`.
pub fn hidden_parameter(i: usize) -> Name {
    Name::new(&format!(".{i}"))
}

/// Decides the scopes of block `id` and of those inside. `bound`: names that enclosing functions bind (`None` at the
/// top); `global`: names that enclosing blocks declare global. Returns the names free in it.
fn resolve(scopes: &mut Scopes, id: usize, bound: Option<&HashSet<Name>>, global: &HashSet<Name>) -> Result<Vec<Name>> {
    let kind = scopes.blocks[id].kind;
    let mut bound_here = bound.cloned();
    let mut global_here = global.clone();
    // Class statements bind nothing for the blocks inside, nor does a `global` there concern them.
    let (mut bound_inside, mut global_inside) =
        (bound.cloned().unwrap_or_default(), if kind == BlockKind::Class { Some(global.clone()) } else { None });
    let mut locals = Vec::new();
    let mut free: Vec<Name> = Vec::new();
    let block = &mut scopes.blocks[id];
    let (line, nested) = (block.line, block.nested);
    let (mut has_free, mut local_and_global) = (block.has_free, None);
    for symbol in &mut block.symbols {
        let name = &symbol.name;
        symbol.scope = if symbol.flags & DEF_GLOBAL != 0 {
            if symbol.flags & DEF_PARAM != 0 && local_and_global.is_none() {
                local_and_global = Some(name.clone());
            }
            global_here.insert(name.clone());
            if let Some(bound) = &mut bound_here {
                bound.remove(name);
            }
            Scope::GlobalExplicit
        } else if symbol.flags & DEF_BOUND != 0 {
            locals.push(name.clone());
            global_here.remove(name);
            Scope::Local
        } else if bound_here.as_ref().is_some_and(|bound| bound.contains(name)) {
            has_free = true;
            free.push(name.clone());
            Scope::Free
        } else {
            // A name that some outer block declares global cannot become a free one.
            has_free |= nested && !global_here.contains(name);
            Scope::GlobalImplicit
        };
    }
    if let Some(name) = local_and_global {
        let msg = format!("name '{}' is local and global", name.as_str());
        return Err(SyntaxError::in_scopes(msg, line));
    }
    block.has_free = has_free;
    if kind != BlockKind::Class {
        bound_inside = bound_here.clone().unwrap_or_default();
        if kind == BlockKind::Function {
            bound_inside.extend(locals.iter().cloned());
        }
    }
    let global_inside = global_inside.take().unwrap_or(global_here);
    let mut free_inside: Vec<Name> = Vec::new();
    for child in scopes.blocks[id].children.clone() {
        for name in resolve(scopes, child, Some(&bound_inside), &global_inside)? {
            if !free_inside.contains(&name) {
                free_inside.push(name);
            }
        }
        let child_free = scopes.blocks[child].has_free || scopes.blocks[child].child_free;
        scopes.blocks[id].child_free |= child_free;
    }
    let block = &mut scopes.blocks[id];
    for name in free_inside {
        match block.index.get(&name).map(|&i| &mut block.symbols[i]) {
            Some(symbol) if kind == BlockKind::Function && symbol.scope == Scope::Local => {
                symbol.scope = Scope::Cell;
                continue;
            }
            Some(symbol) if kind == BlockKind::Class && symbol.flags & (DEF_BOUND | DEF_GLOBAL) != 0 => {
                symbol.flags |= DEF_FREE_CLASS;
            }
            Some(_) => {}
            None if bound.is_some_and(|bound| !bound.contains(&name)) => {}
            None => {
                // Only passed on to the blocks inside.
                block.symbol(&name).scope = Scope::Free;
            }
        }
        if !free.contains(&name) {
            free.push(name);
        }
    }
    unoptimized(block)?;
    Ok(free)
}

fn unoptimized(block: &Block) -> Result<()> {
    if block.kind != BlockKind::Function || block.unoptimized == 0 || !(block.has_free || block.child_free) {
        return Ok(());
    }
    let why = if block.child_free { "contains a nested function with free variables" } else { "is a nested function" };
    let name = limited(&block.name, 100);
    let msg = match block.unoptimized {
        OPT_TOPLEVEL | OPT_EXEC => return Ok(()),
        OPT_IMPORT_STAR => format!("import * is not allowed in function '{name}' because it {why}"),
        OPT_BARE_EXEC => format!("unqualified exec is not allowed in function '{name}' because it {why}"),
        _ => format!("function '{name}' uses import * and bare exec, which are illegal because it {why}"),
    };
    Err(SyntaxError::in_scopes(msg, block.opt_line))
}
