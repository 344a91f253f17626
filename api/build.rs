//! Where the functions of the binary stand: by `layout.ld`, which `make bench PART=layout` writes.

fn main() {
    println!("cargo:rerun-if-changed=layout.ld");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    // What is built for debugging is not measured, and other systems have other linkers.
    if is("CARGO_CFG_TARGET_OS", "linux") && is("PROFILE", "release") {
        let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
        println!("cargo:rustc-link-arg-bin=cuenta=-Wl,-T,{folder}/layout.ld");
    }
}
