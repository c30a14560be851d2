//! Memory, in the simplest way that gives it back: what allocators do beyond that would weigh a fifteenth
//! of the module.

use core::{
    alloc::{GlobalAlloc, Layout},
    arch::wasm32::{memory_grow, memory_size},
    cell::UnsafeCell,
    ptr::null_mut,
};

/// The bytes by which memory grows.
const PAGE: usize = 1 << 16;
/// The smallest block has room for a pointer, and all blocks stand where anything may be that is aligned to
/// eight bytes.
const SMALLEST: usize = 8;

/// Blocks of powers of two. One that was given back is taken by whoever next wants one of its size.
pub(crate) struct Blocks(UnsafeCell<State>);

struct State {
    /// Of each power the first free block; each begins with the address of the next one.
    free: [*mut u8; 32],
    /// Where memory begins that was never given, and where it ends; 0 before the first time.
    next: usize,
    end: usize,
}

impl Blocks {
    pub(crate) const fn new() -> Self {
        Self(UnsafeCell::new(State { free: [null_mut(); 32], next: 0, end: 0 }))
    }
}

// There is one thread.
#[allow(unsafe_code, reason = "an allocator")]
unsafe impl Sync for Blocks {}

fn power(layout: Layout) -> usize {
    layout.size().max(SMALLEST).next_power_of_two().trailing_zeros() as usize
}

#[allow(unsafe_code, reason = "an allocator")]
// SAFETY: a block is given to one at a time: it is taken out of the list of free ones, or was never given.
// It is as large as its power says, which is no less than what was asked for, and aligned to eight bytes,
// since all blocks are multiples of that and begin behind a page.
unsafe impl GlobalAlloc for Blocks {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let state = unsafe { &mut *self.0.get() };
        let power = power(layout);
        let Some(free) = state.free.get_mut(power).filter(|_| layout.align() <= SMALLEST) else {
            return null_mut();
        };
        if !free.is_null() {
            let block = *free;
            *free = unsafe { *block.cast() };
            return block;
        }
        state.unused(1 << power)
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let state = unsafe { &mut *self.0.get() };
        if let Some(free) = state.free.get_mut(power(layout)) {
            unsafe { *block.cast() = *free };
            *free = block;
        }
    }
}

impl State {
    /// Memory that was never given; null if there is no more.
    fn unused(&mut self, size: usize) -> *mut u8 {
        if self.end - self.next < size {
            let pages = size.div_ceil(PAGE);
            let here = memory_size(0) * PAGE;
            if memory_grow(0, pages) == usize::MAX {
                return null_mut();
            }
            // What was left is behind what there is now, unless it was the first time.
            if self.end != here {
                self.next = here;
            }
            self.end = here + pages * PAGE;
        }
        let block = self.next;
        self.next += size;
        block as *mut u8
    }
}
