package com.acme.apps;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;

/** LangChain4j's embedding model in this process: five texts, then two segments that are embedded on threads of a pool. */
public final class MiniLmApp {
    private MiniLmApp() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();
        for (int i = 0; i < 5; i++) {
            model.embed("The nightjar is a bird of the night.");
        }
        model.embedAll(List.of(TextSegment.from("one"), TextSegment.from("two")));
        Waiting.untilTold();
        System.exit(0);
    }
}
