//! The faults themselves: asked for by name, refused by another one, and not there at all in a release build.

use chaos::installation::{program, program_with_faults};
use chaos::{Installation, Launch};

#[test]
fn an_unknown_fault_is_refused_and_a_release_build_knows_none() {
    let place = Installation::new();
    let refused = Launch::over(&place).with_faults("panic-at-noon").try_start().expect_err("an unknown fault");
    assert!(refused.told.contains("panic-at-noon"), "{}", refused.told);
    // `make torture` brings a release build beside the one with faults.
    if program() != program_with_faults() {
        let launch = Launch::over(&place).with("CORRIDOR_FAULTS", "panic-in-query");
        let refused = launch.try_start().expect_err("a variable that a release build does not know");
        assert!(refused.told.contains("CORRIDOR_FAULTS"), "{}", refused.told);
    }
}
