/*
 * A stranger's program: reads the 11th Congress with openapi-fetch and the types that were generated from
 * docs/openapi.yaml. Checked by `tsc --strict`, and run against a server: `node read_congress.js ADDRESS`.
 */
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

declare const process: { argv: string[] };

type Debate = components["schemas"]["Debate"];

/** Of the media types of an answer, those that this program asks for and understands. */
type Understood = "application/json" | "application/problem+json";

const client = createClient<paths, Understood>({ baseUrl: process.argv[2] });

async function readCongress(number: number) {
    const { data, error } = await client.GET("/api/v1/congresses/{number}/", { params: { path: { number } } });
    if (data === undefined) {
        throw new Error(error.detail);
    }
    return data;
}

/** Every debate of the congress, two to a page. */
async function listDebates(congress: number): Promise<Debate[]> {
    const rows: Debate[] = [];
    for (let page = 1, following = true; following; page += 1) {
        const query = { congress, page, page_size: 2 };
        const { data, error } = await client.GET("/api/v1/debates/", { params: { query } });
        if (data === undefined) {
            throw new Error(error.detail);
        }
        rows.push(...data.results);
        following = data.next !== null;
    }
    return rows;
}

async function readDebate(number: number, row: Debate) {
    const slug = row.url.split("/").at(-2) ?? "";
    const { data, error } = await client.GET("/api/v1/congresses/{number}/debates/{slug}/", {
        params: { path: { number, slug } },
    });
    if (data === undefined) {
        throw new Error(error.detail);
    }
    return data;
}

const eleventh = await readCongress(11);
console.log(eleventh.title, eleventh.delegates_consultative);
for (const dispute of eleventh.disputes) {
    for (const citation of dispute.disputed_by) {
        console.log("disputed:", dispute.field, citation.value, citation.source.title);
    }
}
for (const row of await listDebates(11)) {
    for (const speech of (await readDebate(11, row)).speeches) {
        console.log("speech:", speech.url, speech.speaker?.title ?? "");
    }
}
const { error: refused } = await client.GET("/api/v1/debates/", { params: { query: { congress: 99 } } });
console.log("refused:", refused?.status, refused?.errors[0]?.field);
