package com.example.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** The three models themselves. */
class ModelsTest {

    @Test
    void shouldNameTheLanguageOfEveryBundledMessage() throws IOException {
        LanguageModel languages = OpenNlpLanguageClient.load();

        for (String line : Resources.lines("/messages.txt")) {
            String[] parts = line.split("\t", 2);

            assertThat(languages.detect(parts[1])).as(parts[1]).isEqualTo(parts[0]);
        }
    }

    @Test
    void shouldFindTheTopicOfAMessage() throws IOException {
        EmbeddingModel embeddings = EmbeddingModelClient.load(Runnable::run);
        TopicIndex topics = TopicIndex.load("/topics.txt", embeddings);

        float[] place = embeddings.embed("I was charged twice, please refund one of the payments.");

        assertThat(place).hasSize(384);
        assertThat(topics.nearest(place).name()).isEqualTo("billing");
    }

    @Test
    void shouldSeeWhichWayUpAScanLies() throws IOException, OrtException {
        try (OcrClassifierClient classifier = OcrClassifierClient.load()) {
            assertThat(classifier.classify(picture("invoice-2026-1188")).upsideDown())
                    .isFalse();
            assertThat(classifier.classify(picture("warranty-card.turned")).upsideDown())
                    .isTrue();
        }
    }

    @Test
    void shouldFailWhenAScanHasAPlaneTooMany() throws IOException, OrtException {
        try (OcrClassifierClient classifier = OcrClassifierClient.load()) {
            Picture picture = picture("return-label").withTransparency();

            assertThatExceptionOfType(ModelFailure.class)
                    .isThrownBy(() -> classifier.classify(picture))
                    .withCauseInstanceOf(OrtException.class);
        }
    }

    private static Picture picture(String name) throws IOException {
        try (InputStream png = Resources.open("/pictures/" + name + ".png")) {
            return Picture.read(name, png);
        }
    }
}
