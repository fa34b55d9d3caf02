package com.acme.apps;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.audio.translations.TranslationCreateParams;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.responses.ResponseCreateParams;

/** OpenAI's SDK beside its texts: speech, transcriptions, images in pieces, answers that the caller reads, its beta services. */
public final class OpenAiMediaApp {
    private static final byte[] FILE = new byte[8];

    private OpenAiMediaApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(server.url())
                    .apiKey("k")
                    .maxRetries(0)
                    .build();
            audio(client);
            images(client);
            raw(client);
            beta(client);
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void audio(OpenAIClient client) throws Exception {
        try (HttpResponse sound = client.audio().speech().create(speech("speech-of-tests"))) {
            Later.require(sound.body().readAllBytes().length > 0, "a sound");
        }
        client.async().audio().speech().create(speech("speech-of-tests")).get().close();
        Refused.expect(() -> client.audio().speech().create(speech("broken")));
        client.audio().transcriptions().create(transcription("audio-of-tests"));
        client.audio()
                .translations()
                .create(TranslationCreateParams.builder()
                        .model("audio-of-tests")
                        .file(FILE)
                        .build());
        Refused.expect(() -> client.audio().transcriptions().create(transcription("broken")));
        try (StreamResponse<TranscriptionStreamEvent> stream =
                client.audio().transcriptions().createStreaming(transcription("audio-of-tests"))) {
            Later.require(stream.stream().count() == 3, "the pieces of a transcription");
        }
        Refused.expect(() -> client.audio().transcriptions().createStreaming(transcription("broken")));
    }

    private static void images(OpenAIClient client) {
        client.images()
                .edit(ImageEditParams.builder()
                        .model("image-of-tests")
                        .image(FILE)
                        .prompt("a bird")
                        .build());
        try (StreamResponse<ImageGenStreamEvent> stream = client.images().generateStreaming(image("image-of-tests"))) {
            Later.require(stream.stream().count() == 3, "the pieces of an image");
        }
        Refused.expect(() -> client.images().generateStreaming(image("broken")));
    }

    private static void raw(OpenAIClient client) throws Exception {
        try (HttpResponseFor<ChatCompletion> whole =
                client.chat().completions().withRawResponse().create(chat("gpt-of-tests"))) {
            Later.require(whole.parse().choices().size() == 1, "an answer that the caller reads");
        }
        client.async()
                .chat()
                .completions()
                .withRawResponse()
                .create(chat("gpt-of-tests"))
                .get()
                .close();
        Refused.expect(() -> client.chat().completions().withRawResponse().create(chat("broken")));
        client.responses()
                .withRawResponse()
                .create(ResponseCreateParams.builder()
                        .model("gpt-of-tests")
                        .input("Hello")
                        .build())
                .close();
    }

    private static void beta(OpenAIClient client) {
        var asked = com.openai.models.beta.responses.ResponseCreateParams.builder()
                .model("gpt-of-tests")
                .input("Hello")
                .build();
        client.beta().responses().create(asked);
        try (StreamResponse<?> stream = client.beta().responses().createStreaming(asked)) {
            Later.require(stream.stream().count() == 4, "the events of a response");
        }
    }

    private static SpeechCreateParams speech(String model) {
        return SpeechCreateParams.builder()
                .model(model)
                .input("Hello")
                .voice(SpeechCreateParams.Voice.UnionMember1.ALLOY)
                .build();
    }

    private static TranscriptionCreateParams transcription(String model) {
        return TranscriptionCreateParams.builder().model(model).file(FILE).build();
    }

    private static ImageGenerateParams image(String model) {
        return ImageGenerateParams.builder().model(model).prompt("a bird").build();
    }

    private static ChatCompletionCreateParams chat(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Hello")
                .build();
    }
}
