package com.example.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanguageRouterTest {

    private static final Picture PICTURE = new Picture("blank", 1, 1, 3, new float[3]);

    private final List<String> embedded = new ArrayList<>();
    private LanguageRouter router;

    @BeforeEach
    void route() throws IOException {
        EmbeddingModel embeddings = text -> {
            embedded.add(text);
            return text.contains("invoice") ? new float[] {1, 0} : new float[] {0, 1};
        };
        router = new LanguageRouter(
                text -> text.toString().startsWith("Guten") ? "deu" : "eng",
                embeddings,
                picture -> new Answer.Orientation(true, 0.9),
                TopicIndex.load("/topics.txt", embeddings));
        embedded.clear();
    }

    @Test
    void shouldFindTheNearestTopicWhenTheMessageIsEnglish() {
        Answer answer = router.route(new Request.Message("Where is my invoice?"));

        assertThat(answer).isEqualTo(new Answer.Topic("billing", 1));
    }

    @Test
    void shouldNotEmbedWhenTheMessageIsForeign() {
        Answer answer = router.route(new Request.Message("Guten Tag"));

        assertThat(answer).isEqualTo(new Answer.Foreign("deu"));
        assertThat(embedded).isEmpty();
    }

    @Test
    void shouldAskTheClassifierWhenTheRequestIsAScan() {
        Answer answer = router.route(new Request.Scan(PICTURE));

        assertThat(answer).isEqualTo(new Answer.Orientation(true, 0.9));
        assertThat(embedded).isEmpty();
    }
}
