package com.example.orchestrator;

/** A model that names the language of a text. */
interface LanguageModel {

    /** The language as its ISO 639-3 code. */
    String detect(CharSequence text);
}
