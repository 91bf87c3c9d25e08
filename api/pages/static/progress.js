// A job that goes on: how far it is, asked for every second or so; when it has ended, its page is loaded again.
const section = document.querySelector("[data-job]");
const bar = section?.querySelector("progress");

async function look() {
  try {
    const answer = await fetch(section.dataset.job, { credentials: "same-origin" });
    const job = answer.ok ? await answer.json() : {};
    if (!["waiting", "running"].includes(job.state)) return void location.reload();
    if (job.progress_of) {
      bar.max = job.progress_of;
      bar.value = job.progress_done;
    }
  } catch {
    // The service is not to be had for the moment; the link on the page is there for whoever does not want to wait.
  }
  setTimeout(look, 1000);
}
if (bar) setTimeout(look, 700);
