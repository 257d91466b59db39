fn main() -> std::process::ExitCode {
    dialoga::cli::main()
}
