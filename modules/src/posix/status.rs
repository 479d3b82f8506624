//! What an exit status says.

use object_model::{Context, py_functions};

py_functions! { FUNCTIONS:
    /// WCOREDUMP(status) -> bool
    fn WCOREDUMP(cx: &mut Context, status: i32) -> bool {
        let _ = cx;
        libc::WCOREDUMP(status)
    }
    /// WIFCONTINUED(status) -> bool
    fn WIFCONTINUED(cx: &mut Context, status: i32) -> bool {
        let _ = cx;
        libc::WIFCONTINUED(status)
    }
    /// WIFSTOPPED(status) -> bool
    fn WIFSTOPPED(cx: &mut Context, status: i32) -> bool {
        let _ = cx;
        libc::WIFSTOPPED(status)
    }
    /// WIFSIGNALED(status) -> bool
    fn WIFSIGNALED(cx: &mut Context, status: i32) -> bool {
        let _ = cx;
        libc::WIFSIGNALED(status)
    }
    /// WIFEXITED(status) -> bool
    fn WIFEXITED(cx: &mut Context, status: i32) -> bool {
        let _ = cx;
        libc::WIFEXITED(status)
    }
    /// WEXITSTATUS(status) -> integer
    fn WEXITSTATUS(cx: &mut Context, status: i32) -> i32 {
        let _ = cx;
        libc::WEXITSTATUS(status)
    }
    /// WTERMSIG(status) -> integer
    fn WTERMSIG(cx: &mut Context, status: i32) -> i32 {
        let _ = cx;
        libc::WTERMSIG(status)
    }
    /// WSTOPSIG(status) -> integer
    fn WSTOPSIG(cx: &mut Context, status: i32) -> i32 {
        let _ = cx;
        libc::WSTOPSIG(status)
    }
}
