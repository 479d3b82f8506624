//! The opcode table. From its rows come `Op`, encoder and decoder, the verifier, the disassembler and the
//! evaluator's dispatch: a new row stops the build until its handler exists.
//!
//! An instruction is one 32-bit word `op8 a8 b8 c8`, in that byte order in memory, or two: rows with a `|` have an
//! extra word. Operand kinds: `Reg` a register (one byte); `U8`, `I8` a byte; `U16`, `I16` two bytes (b and c),
//! little endian; in the extra word: `Jump` (i32, in words, counted from the word after the instruction), `Site`
//! (index of an inline cache; its name is in `Body::sites`), `Name` (index into `Body::names`), `Const` (index into
//! `Body::consts`), `Count` (a plain number).
//!
//! Frames. A frame is `HEADER` words followed by registers. Arguments come first: registers 0..argcount are the
//! declared parameters, then `*args`, then `**kwargs`, then the other named locals, then temporaries. A call is laid
//! out in the caller's registers: window `w` names the first of `HEADER` words that become the callee's header; the
//! callee object goes into register `w + CALLEE`, its arguments into `w + HEADER` and on. A window lies above all
//! registers that are live during the call.
//!
//! A register is a value or empty (unbound). Reading an empty one is allowed only where a row says so.

/// Words of a frame's header.
pub const HEADER: u8 = 5;
/// Where in a call window the callee lies.
pub const CALLEE: u8 = 3;
/// Registers that operands name directly; the compiler reaches those beyond by `LOAD_FAR` and `STORE_FAR`.
pub const NEAR_REGISTERS: usize = 240;

/// Hands every row to `$with`: `$with! { NAME handler (operands) (extra) "doc" ; ... }`.
#[macro_export]
macro_rules! with_opcodes {
    ($with:ident) => {
        $with! {
            /// Nothing.
            NOP nop () ();
            /// `dst = constants[index]`
            LOAD_CONST load_const (dst: Reg, index: U16) ();
            /// As LOAD_CONST, for constants beyond the reach of 16 bits.
            LOAD_CONST_FAR load_const_far (dst: Reg) (index: Const);
            /// `dst = int`
            LOAD_INT load_int (dst: Reg, int: I16) ();
            /// `dst = src`
            MOVE copy (dst: Reg, src: Reg) ();
            /// `dst = register index` for registers beyond the near ones; empty ones copy as empty.
            LOAD_FAR load_far (dst: Reg, index: U16) ();
            /// `register index = src`; empty ones copy as empty.
            STORE_FAR store_far (src: Reg, index: U16) ();
            /// `dst` becomes empty.
            CLEAR clear (dst: Reg) ();
            /// Raises UnboundLocalError for local `names[name]` when `reg` is empty. Emitted where flow leaves it open.
            CHECK_LOCAL check_local (reg: Reg, name: U16) ();
            /// `dst = global or builtin`; NameError.
            LOAD_GLOBAL load_global (dst: Reg) (site: Site);
            STORE_GLOBAL store_global (src: Reg) (site: Site);
            DELETE_GLOBAL delete_global () (name: Name);
            /// Locals of class bodies, modules run with other locals, exec: looked up in the frame's locals mapping, then
            /// globals, then builtins.
            LOAD_NAME load_name (dst: Reg) (name: Name);
            STORE_NAME store_name (src: Reg) (name: Name);
            DELETE_NAME delete_name () (name: Name);
            /// `dst = contents of the cell in register cell`; when empty: for `free` 0 UnboundLocalError, for 1
            /// NameError "free variable 'x' referenced before assignment in enclosing scope".
            LOAD_DEREF load_deref (dst: Reg, cell: Reg, free: U8) (name: Name);
            STORE_DEREF store_deref (cell: Reg, src: Reg) ();
            /// Empties the cell in register `cell`, which must not be empty already (error as for LOAD_DEREF).
            DELETE_DEREF delete_deref (cell: Reg, free: U8) (name: Name);
            /// In a class body: `dst = locals[name]` if there, else the contents of the cell (2.7 has no such rule; kept
            /// for `exec` in nested scopes): the compiler does not emit it for plain functions.
            LOAD_CLASSDEREF load_classderef (dst: Reg, cell: Reg) (name: Name);
            /// `reg = a new cell holding what reg held` (which may be empty).
            MAKE_CELL make_cell (reg: Reg) ();
            /// `dst = cell number index of the running function's closure`
            LOAD_FREE load_free (dst: Reg, index: U8) ();
            /// `dst = the frame's locals as a dict`
            LOAD_LOCALS load_locals (dst: Reg) ();

            ADD add (dst: Reg, lhs: Reg, rhs: Reg) ();
            SUB sub (dst: Reg, lhs: Reg, rhs: Reg) ();
            MUL mul (dst: Reg, lhs: Reg, rhs: Reg) ();
            /// Classic division.
            DIV div (dst: Reg, lhs: Reg, rhs: Reg) ();
            TRUE_DIV true_div (dst: Reg, lhs: Reg, rhs: Reg) ();
            FLOOR_DIV floor_div (dst: Reg, lhs: Reg, rhs: Reg) ();
            MOD modulo (dst: Reg, lhs: Reg, rhs: Reg) ();
            POW pow (dst: Reg, lhs: Reg, rhs: Reg) ();
            LSHIFT lshift (dst: Reg, lhs: Reg, rhs: Reg) ();
            RSHIFT rshift (dst: Reg, lhs: Reg, rhs: Reg) ();
            AND and (dst: Reg, lhs: Reg, rhs: Reg) ();
            OR or (dst: Reg, lhs: Reg, rhs: Reg) ();
            XOR xor (dst: Reg, lhs: Reg, rhs: Reg) ();
            /// `dst = lhs + imm`
            ADD_INT add_int (dst: Reg, lhs: Reg, imm: I8) ();
            /// `dst = lhs - imm`
            SUB_INT sub_int (dst: Reg, lhs: Reg, imm: I8) ();
            MUL_INT mul_int (dst: Reg, lhs: Reg, imm: I8) ();
            AND_INT and_int (dst: Reg, lhs: Reg, imm: I8) ();
            LSHIFT_INT lshift_int (dst: Reg, lhs: Reg, imm: I8) ();
            RSHIFT_INT rshift_int (dst: Reg, lhs: Reg, imm: I8) ();
            MOD_INT mod_int (dst: Reg, lhs: Reg, imm: I8) ();
            FLOOR_DIV_INT floor_div_int (dst: Reg, lhs: Reg, imm: I8) ();
            /// Classic division by an int literal.
            DIV_INT div_int (dst: Reg, lhs: Reg, imm: I8) ();
            INPLACE_ADD inplace_add (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_SUB inplace_sub (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_MUL inplace_mul (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_DIV inplace_div (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_TRUE_DIV inplace_true_div (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_FLOOR_DIV inplace_floor_div (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_MOD inplace_mod (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_POW inplace_pow (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_LSHIFT inplace_lshift (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_RSHIFT inplace_rshift (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_AND inplace_and (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_OR inplace_or (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_XOR inplace_xor (dst: Reg, lhs: Reg, rhs: Reg) ();
            INPLACE_ADD_INT inplace_add_int (dst: Reg, lhs: Reg, imm: I8) ();
            INPLACE_SUB_INT inplace_sub_int (dst: Reg, lhs: Reg, imm: I8) ();
            NEG neg (dst: Reg, src: Reg) ();
            POS pos (dst: Reg, src: Reg) ();
            INVERT invert (dst: Reg, src: Reg) ();
            /// `dst = not src`
            NOT not (dst: Reg, src: Reg) ();
            /// Backquotes.
            REPR repr (dst: Reg, src: Reg) ();

            /// Rich comparison, the result any object.
            LT lt (dst: Reg, lhs: Reg, rhs: Reg) ();
            LE le (dst: Reg, lhs: Reg, rhs: Reg) ();
            EQ eq (dst: Reg, lhs: Reg, rhs: Reg) ();
            NE ne (dst: Reg, lhs: Reg, rhs: Reg) ();
            GT gt (dst: Reg, lhs: Reg, rhs: Reg) ();
            GE ge (dst: Reg, lhs: Reg, rhs: Reg) ();
            IS is (dst: Reg, lhs: Reg, rhs: Reg) ();
            IS_NOT is_not (dst: Reg, lhs: Reg, rhs: Reg) ();
            /// `dst = item in container`
            IN contains (dst: Reg, item: Reg, container: Reg) ();
            NOT_IN not_contains (dst: Reg, item: Reg, container: Reg) ();

            JUMP jump () (to: Jump);
            /// A back-edge: polls, counts (`counter`: index among the code's loops), jumps.
            LOOP back_edge (zero: U8, counter: U16) (to: Jump);
            /// Jumps when `cond` is true.
            JUMP_TRUE jump_true (cond: Reg) (to: Jump);
            JUMP_FALSE jump_false (cond: Reg) (to: Jump);
            /// Jumps when the truth of `lhs < rhs` equals `sense`.
            JUMP_LT jump_lt (lhs: Reg, rhs: Reg, sense: U8) (to: Jump);
            JUMP_LE jump_le (lhs: Reg, rhs: Reg, sense: U8) (to: Jump);
            JUMP_EQ jump_eq (lhs: Reg, rhs: Reg, sense: U8) (to: Jump);
            JUMP_NE jump_ne (lhs: Reg, rhs: Reg, sense: U8) (to: Jump);
            JUMP_GT jump_gt (lhs: Reg, rhs: Reg, sense: U8) (to: Jump);
            JUMP_GE jump_ge (lhs: Reg, rhs: Reg, sense: U8) (to: Jump);
            JUMP_LT_INT jump_lt_int (lhs: Reg, imm: I8, sense: U8) (to: Jump);
            JUMP_LE_INT jump_le_int (lhs: Reg, imm: I8, sense: U8) (to: Jump);
            JUMP_EQ_INT jump_eq_int (lhs: Reg, imm: I8, sense: U8) (to: Jump);
            JUMP_NE_INT jump_ne_int (lhs: Reg, imm: I8, sense: U8) (to: Jump);
            JUMP_GT_INT jump_gt_int (lhs: Reg, imm: I8, sense: U8) (to: Jump);
            JUMP_GE_INT jump_ge_int (lhs: Reg, imm: I8, sense: U8) (to: Jump);
            /// Jumps when the truth of `lhs is rhs` equals `sense`.
            JUMP_IS jump_is (lhs: Reg, rhs: Reg, sense: U8) (to: Jump);
            /// Jumps when the truth of `src is None` equals `sense`.
            JUMP_NONE jump_none (src: Reg, sense: U8) (to: Jump);
            /// Jumps when the truth of `item in container` equals `sense`.
            JUMP_IN jump_in (item: Reg, container: Reg, sense: U8) (to: Jump);

            /// `dst = object[index]`
            GET_ITEM get_item (dst: Reg, object: Reg, index: Reg) ();
            /// `dst = object[imm]`
            GET_ITEM_INT get_item_int (dst: Reg, object: Reg, imm: I8) ();
            /// `object[index] = src`
            SET_ITEM set_item (object: Reg, index: Reg, src: Reg) ();
            DELETE_ITEM delete_item (object: Reg, index: Reg) ();
            /// `dst = object[lo:hi]`, `lo` and `lo + 1` the bounds, empty where left out.
            GET_SLICE get_slice (dst: Reg, object: Reg, lo: Reg) ();
            /// `object[lo:hi] = src`
            SET_SLICE set_slice (object: Reg, lo: Reg, src: Reg) ();
            DELETE_SLICE delete_slice (object: Reg, lo: Reg) ();
            /// `dst = slice(first, first + 1, first + 2)`; None where left out in the source.
            BUILD_SLICE build_slice (dst: Reg, first: Reg) ();
            /// `dst = [first, … first + n - 1]`; tuple and set alike.
            BUILD_LIST build_list (dst: Reg, first: Reg, n: U8) ();
            BUILD_TUPLE build_tuple (dst: Reg, first: Reg, n: U8) ();
            BUILD_SET build_set (dst: Reg, first: Reg, n: U8) ();
            /// `dst = {}` with room for `n`.
            BUILD_MAP build_map (dst: Reg, n: U16) ();
            /// `map[key] = value` for a dict under construction.
            MAP_ADD map_add (map: Reg, key: Reg, value: Reg) ();
            LIST_APPEND list_append (list: Reg, value: Reg) ();
            SET_ADD set_add (set: Reg, value: Reg) ();
            /// Appends everything that iterating `src` gives: `*args` of a call (error text of a call when not iterable).
            LIST_EXTEND list_extend (list: Reg, src: Reg) ();
            /// `dst = tuple(list)` for a list under construction.
            LIST_TO_TUPLE list_to_tuple (dst: Reg, list: Reg) ();
            /// `first, … first + n - 1 = src`; all or none (the registers may be named locals, and `src` one of them).
            UNPACK unpack (first: Reg, src: Reg, n: U8) ();
            /// As UNPACK into a new list in `dst` checked to have exactly `n` items (targets beyond near registers).
            UNPACK_TO_LIST unpack_to_list (dst: Reg, src: Reg) (n: Count);
            /// `dst = iter(src)`
            GET_ITER get_iter (dst: Reg, src: Reg) ();
            /// `dst = next(iter)`, or jumps when exhausted.
            FOR_ITER for_iter (dst: Reg, iter: Reg) (to: Jump);

            /// `dst = object.name`
            LOAD_ATTR load_attr (dst: Reg, object: Reg) (site: Site);
            STORE_ATTR store_attr (object: Reg, src: Reg) (site: Site);
            DELETE_ATTR delete_attr (object: Reg) (name: Name);
            /// Prepares `object.name(…)`: callee into `window + CALLEE`; receiver into `window + HEADER`, or empty there
            /// when the callee takes none.
            LOAD_METHOD load_method (window: Reg, object: Reg) (site: Site);

            /// `dst = callee(arguments)`: callee in `window + CALLEE`, `n` arguments from `window + HEADER` on.
            CALL call (dst: Reg, window: Reg, n: U8) ();
            /// After LOAD_METHOD: `n` arguments from `window + HEADER + 1` on.
            CALL_METHOD call_method (dst: Reg, window: Reg, n: U8) ();
            /// As CALL; the last arguments are keyword arguments named by the tuple of str `constants[names]`.
            /// `n` counts all.
            CALL_KW call_kw (dst: Reg, window: Reg, n: U8) (names: Const);
            /// As CALL_KW after LOAD_METHOD.
            CALL_METHOD_KW call_method_kw (dst: Reg, window: Reg, n: U8) (names: Const);
            /// `dst = callee(*list, **dict)`: list in `window + HEADER`, dict or empty in `window + HEADER + 1`.
            CALL_EX call_ex (dst: Reg, window: Reg) ();
            /// Merges mapping `src` into dict `map` as `**src` of a call to the callee in `callee` (errors name it).
            DICT_MERGE dict_merge (map: Reg, src: Reg, callee: Reg) ();
            RETURN ret (src: Reg) ();
            /// Returns `constants[index]`.
            RETURN_CONST ret_const (zero: U8, index: U16) ();
            /// Suspends the generator with `src`; goes on with `dst` = what is sent (None for next()).
            YIELD yield_value (dst: Reg, src: Reg) ();

            /// `dst = function of constants[code]`, `n` default values from `first` on, then the cells of its free
            /// variables in their order.
            MAKE_FUNCTION make_function (dst: Reg, first: Reg, n: U8) (code: Const);
            /// `dst = class(name, bases, dict)` in `first`, `first + 1`, `first + 2`, honouring `__metaclass__`.
            BUILD_CLASS build_class (dst: Reg, first: Reg) ();

            /// `raise` with `n` (0..=3) operands from `first` on.
            RAISE raise (first: Reg, n: U8) ();
            /// At a handler's start, `triple` holding the caught (type, value, traceback): makes it `sys.exc_info()`,
            /// keeping the previous one in `save` (if `save` is empty).
            ENTER_EXCEPT enter_except (save: Reg, triple: Reg) ();
            /// Before leaving a function that may have entered a handler: brings back what `save` keeps, and empties it.
            RESTORE_EXC restore_exc (save: Reg) ();
            /// Jumps unless the exception in `triple` matches `pattern`.
            JUMP_NO_MATCH jump_no_match (triple: Reg, pattern: Reg) (to: Jump);
            /// `dst = the exception value in triple`
            LOAD_EXC_VALUE load_exc_value (dst: Reg, triple: Reg) ();
            /// `first, first + 1, first + 2 = type, value, traceback` of `triple`
            UNPACK_EXC unpack_exc (first: Reg, triple: Reg) ();
            /// Raises `triple` again with its traceback.
            RERAISE reraise (triple: Reg) ();
            /// `dst = context.__exit__ (bound), dst + 1 = context.__enter__ (bound)`; AttributeError. Special method
            /// lookup.
            LOAD_WITH load_with (dst: Reg, context: Reg) ();

            /// `dst = __import__(names[name], globals, locals, fromlist, level)`: `first` = level, `first + 1` = fromlist.
            IMPORT_NAME import_name (dst: Reg, first: Reg) (name: Name);
            /// `dst = module.name`; ImportError "cannot import name x".
            IMPORT_FROM import_from (dst: Reg, module: Reg) (name: Name);
            IMPORT_STAR import_star (module: Reg) ();
            /// `print src,` to sys.stdout; `file` 0: none, 1: to the object in register `to` (None: sys.stdout).
            PRINT_ITEM print_item (src: Reg, to: Reg, file: U8) ();
            PRINT_NEWLINE print_newline (to: Reg, file: U8) ();
            /// Interactive: hands the value to sys.displayhook.
            PRINT_EXPR print_expr (src: Reg) ();
            /// `exec code in globals, locals`: three registers from `first` on, None where left out.
            EXEC exec (first: Reg) ();
        }
    };
}
