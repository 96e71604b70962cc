const API = "https://archive.example/api/v1";

async function read(address) {
    const answer = await fetch(address);
    if (!answer.ok) {
        throw new Error((await answer.json()).detail);
    }
    return answer.json();
}

// Every row of a list: each page names the next.
async function* rows(address) {
    while (address) {
        const page = await read(address);
        yield* page.results;
        address = page.next;
    }
}

// One congress, and what its sources do not agree on.
const congress = await read(`${API}/congresses/11/`);
console.log(congress.title, congress.opened_on);
for (const dispute of congress.disputes) {
    const others = dispute.disputed_by.map((citation) => citation.value);
    console.log(dispute.field, dispute.value, "or", ...others);
}

// A list, and each debate of it with those who spoke.
for await (const row of rows(`${API}/debates/?congress=11`)) {
    const debate = await read(row.url);
    const names = new Set(debate.speeches.filter((speech) => speech.speaker).map((speech) => speech.speaker.title));
    console.log(debate.title, "–", [...names].sort().join(", "));
}

// Search.
const query = new URLSearchParams({ q: "Lenin report", type: "debate" });
for (const hit of (await read(`${API}/search/?${query}`)).results) {
    console.log("found:", hit.title, hit.page);
}
