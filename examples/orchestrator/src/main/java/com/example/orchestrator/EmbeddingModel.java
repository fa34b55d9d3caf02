package com.example.orchestrator;

/** A model that places a text in a space where near means alike. */
interface EmbeddingModel {

    /** The place of a text, a vector of length one. */
    float[] embed(String text);
}
