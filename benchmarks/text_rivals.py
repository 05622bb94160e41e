"""What else there is: presidio-analyzer, scrubadub, npm compromise, each as far as it installs.

No ready-made language model is fetched: presidio gets a spaCy name finder trained here, on the same reports
as ours. The other parts that its usual pipeline (en_core_web) runs before it answers, a tagger and a parser,
are there untrained: they cost time and change no span.
"""

import json
import logging
import random
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from training.split import training_reports

Found = dict[str, Any]
ROOT = Path(__file__).parents[1]
NODE_FOLDER = ROOT / "var" / "bench"
COMPROMISE = "compromise@14.17.0"
ROUNDS = 3
TAGS = (
    "NN",
    "NNP",
    "NNS",
    "VB",
    "VBD",
    "VBG",
    "VBN",
    "VBP",
    "VBZ",
    "IN",
    "DT",
    "JJ",
    "RB",
    "PRP",
    "CC",
    "TO",
    ".",
    ",",
)
TIES = (
    "nsubj",
    "dobj",
    "prep",
    "pobj",
    "det",
    "amod",
    "advmod",
    "aux",
    "cc",
    "conj",
    "punct",
    "compound",
    "ROOT",
)
LABELS = {"person": "PERSON", "location": "LOCATION", "organisation": "ORGANIZATION", "date": "DATE_TIME"}


def presidio(*, usual: bool) -> Callable[[str], Found]:
    """Presidio with its recognisers and a spaCy name finder trained on our training reports.

    `usual`: with a tagger and a parser as well, as in the pipelines that people install for it.
    """
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    folder = tempfile.mkdtemp()
    _train_names(folder, usual=usual)
    models = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": folder}]}
    engine = AnalyzerEngine(
        nlp_engine=NlpEngineProvider(nlp_configuration=models).create_engine(), supported_languages=["en"]
    )

    def find(text: str) -> Found:
        return {"spans": [{"start": r.start, "end": r.end} for r in engine.analyze(text, language="en")]}

    return find


def _train_names(folder: str, *, usual: bool) -> None:
    import spacy
    from spacy.training import Example

    util: Any = import_module("spacy.util")
    util.fix_random_seed(1)
    nlp = spacy.blank("en")
    if usual:
        for part, labels in (("tagger", TAGS), ("parser", TIES)):
            component: Any = nlp.add_pipe(part)
            for label in labels:
                component.add_label(label)
    nlp.add_pipe("ner")
    examples = []
    for report in training_reports():
        doc = nlp.make_doc(report.text)
        spans = [
            doc.char_span(s.start, s.end, LABELS[s.type], alignment_mode="expand")
            for s in report.spans
            if s.type in LABELS
        ]
        marked = nlp.make_doc(report.text)
        marked.ents = util.filter_spans([span for span in spans if span is not None])
        examples.append(Example(doc, marked))
    nlp.initialize(lambda: examples)
    chance = random.Random(1)
    with nlp.select_pipes(enable="ner"):
        for _ in range(ROUNDS):
            chance.shuffle(examples)
            for batch in util.minibatch(examples, 16):
                nlp.update(batch, drop=0.2)
    nlp.to_disk(folder)


def scrubadub() -> Callable[[str], Found]:
    """Scrubadub with the detectors it comes with."""
    import scrubadub as package

    scrubber = package.Scrubber(locale="en_GB")

    def find(text: str) -> Found:
        return {"spans": [{"start": filth.beg, "end": filth.end} for filth in scrubber.iter_filth(text)]}

    return find


def compromise(gold: list[dict[str, object]]) -> Callable[[str], Found]:
    """The npm package compromise: people, places, organisations; asked once for all texts."""
    NODE_FOLDER.mkdir(parents=True, exist_ok=True)
    if not (NODE_FOLDER / "node_modules" / "compromise").exists():
        npm = shutil.which("npm") or "npm"
        subprocess.run([npm, "install", "--silent", "--prefix", str(NODE_FOLDER), COMPROMISE], check=True)
    script = """
import nlp from 'compromise';
import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line);
  const doc = nlp(text);
  const spans = ['people', 'places', 'organizations'].flatMap((kind) =>
    doc[kind]().json({ offset: true }).map((found) => found.offset));
  const points = (i) => Array.from(text.slice(0, i)).length;
  const span = (o) => ({ start: points(o.start), end: points(o.start + o.length) });
  console.log(JSON.stringify(spans.map(span)));
}
"""
    (NODE_FOLDER / "ask.mjs").write_text(script, "utf-8")
    texts = [str(doc["text"]) for doc in gold]
    answer = subprocess.run(
        ["node", "ask.mjs"],
        cwd=NODE_FOLDER,
        input="\n".join(map(json.dumps, texts)),
        capture_output=True,
        text=True,
        check=True,
    )
    known = dict(zip(texts, map(json.loads, answer.stdout.splitlines()), strict=True))
    return lambda text: {"spans": known[text]}
