//! An agent of a shop: reads a request of the A2A protocol from a file, answers it, and prints the events that it emits.
//!
//! ```sh
//! cargo run -p shop-agent -- examples/agent/requests/order_created.json
//! ```

mod orders;

use std::error::Error;
use std::process::ExitCode;
use std::{env, fs, io};

use aion_sdk::{Event, RuntimeContext, Thread};
use orders::OrderCreated;
use typeloom::{TextStream, WriterSink};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprint!("shop-agent: {error}");
            let mut source = error.source();
            while let Some(cause) = source {
                eprint!(": {cause}");
                source = cause.source();
            }
            eprintln!();
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("name a file with a request, as in `shop-agent request.json`")?;
    let context = RuntimeContext::from_json(&fs::read(path)?)?;
    let thread = Thread::from_context(context, WriterSink::lines(io::stdout()));
    match answer(&thread).await {
        Ok(()) => thread.complete().await?,
        Err(error) => {
            thread.fail().await?;
            return Err(error);
        }
    }
    Ok(())
}

/// What the agent says to each kind of event.
async fn answer(thread: &Thread) -> Result<(), Box<dyn Error>> {
    match thread.context().event() {
        Some(Event::Message(_)) => {
            thread.typing("Looking through the orders…").await?;
            // A model's answer comes in pieces; each is shown at once, and the whole text is kept.
            thread.reply(TextStream::ready(["Your order ", "is on ", "its way."])).await?;
        }
        Some(event) => match event.decode::<OrderCreated>() {
            Some(order) => thread.reply(orders::card(&order?)?).await?,
            None => thread.reply("I don't know what to make of that.").await?,
        },
        None => thread.reply("Write to me through a distribution.").await?,
    }
    Ok(())
}
