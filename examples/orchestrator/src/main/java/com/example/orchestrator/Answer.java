package com.example.orchestrator;

/** What the desk found out about a request. */
sealed interface Answer {

    /** An English message and the topic it is nearest to. */
    record Topic(String name, double similarity) implements Answer {}

    /** A message for the translators. */
    record Foreign(String language) implements Answer {}

    /** A scan, and whether it lies upside down. */
    record Orientation(boolean upsideDown, double confidence) implements Answer {}
}
