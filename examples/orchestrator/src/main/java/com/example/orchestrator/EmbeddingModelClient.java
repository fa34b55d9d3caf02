package com.example.orchestrator;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.concurrent.Executor;

/** The MiniLM sentence embeddings, in this process. Thread-safe. */
final class EmbeddingModelClient implements EmbeddingModel {

    private final dev.langchain4j.model.embedding.EmbeddingModel model;

    private EmbeddingModelClient(dev.langchain4j.model.embedding.EmbeddingModel model) {
        this.model = model;
    }

    /** Loads the model, which computes the parts of a long text on the given threads. */
    static EmbeddingModelClient load(Executor executor) {
        return new EmbeddingModelClient(new AllMiniLmL6V2QuantizedEmbeddingModel(executor));
    }

    @Override
    public float[] embed(String text) {
        return model.embed(text).content().vector();
    }
}
