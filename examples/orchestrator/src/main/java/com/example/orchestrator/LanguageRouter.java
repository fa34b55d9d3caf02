package com.example.orchestrator;

/** Sends each request to the models that can answer it. Thread-safe if its models are. */
final class LanguageRouter {

    private final LanguageModel languages;
    private final EmbeddingModel embeddings;
    private final OrientationModel orientations;
    private final TopicIndex topics;

    LanguageRouter(
            LanguageModel languages, EmbeddingModel embeddings, OrientationModel orientations, TopicIndex topics) {
        this.languages = languages;
        this.embeddings = embeddings;
        this.orientations = orientations;
        this.topics = topics;
    }

    /** Answers one request on the calling thread. */
    Answer route(Request request) {
        if (request instanceof Request.Scan scan) {
            return orientations.classify(scan.picture());
        }
        CharSequence text = ((Request.Message) request).text();
        String language = languages.detect(text);
        if (!language.equals("eng")) {
            return new Answer.Foreign(language);
        }
        return topics.nearest(embeddings.embed(text.toString()));
    }
}
