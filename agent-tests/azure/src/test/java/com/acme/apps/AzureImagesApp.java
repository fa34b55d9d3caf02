package com.acme.apps;

import com.azure.ai.inference.ImageEmbeddingsClientBuilder;
import com.azure.ai.inference.models.ImageEmbeddingInput;
import java.util.List;

/** Embeddings of images by Azure's SDK for its inference API, waiting and not; its first versions keep them to themselves. */
public final class AzureImagesApp {
    private AzureImagesApp() {}

    public static void main(String[] arguments) throws Exception {
        try (AnsweringServer server = new AnsweringServer(new AzureAnswers()::answer)) {
            ImageEmbeddingsClientBuilder builder =
                    new ImageEmbeddingsClientBuilder().endpoint(server.url()).pipeline(AzureAnswers.pipeline());
            List<ImageEmbeddingInput> image = List.of(new ImageEmbeddingInput("data:image/png;base64,AA=="));
            Later.require(builder.buildClient().embed(image).getData().size() == 1, "an image's embedding");
            builder.buildAsyncClient().embed(image).block();
            Waiting.untilTold();
        }
        System.exit(0);
    }
}
