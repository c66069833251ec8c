//! Prints the OpenAPI description: `cargo run -p duixian-server --example openapi > web/openapi.json`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let description = duixian_server::openapi().to_pretty_json()?;
    std::io::Write::write_all(&mut std::io::stdout(), format!("{description}\n").as_bytes())?;
    Ok(())
}
