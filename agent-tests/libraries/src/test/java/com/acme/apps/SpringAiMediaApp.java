package com.acme.apps;

import com.openai.models.audio.AudioResponseFormat;
import org.springframework.ai.audio.transcription.AudioTranscriptionPrompt;
import org.springframework.ai.audio.tts.TextToSpeechPrompt;
import org.springframework.ai.openai.OpenAiAudioSpeechModel;
import org.springframework.ai.openai.OpenAiAudioSpeechOptions;
import org.springframework.ai.openai.OpenAiAudioTranscriptionModel;
import org.springframework.ai.openai.OpenAiAudioTranscriptionOptions;
import org.springframework.core.io.ByteArrayResource;

/** Spring AI's speech and transcriptions over OpenAI's SDK: whole, as streams, one that is given up, one of each kind that is refused. */
public final class SpringAiMediaApp {
    private SpringAiMediaApp() {}

    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = new ModelServer()) {
            speech(server);
            transcriptions(server);
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private static void speech(ModelServer server) {
        OpenAiAudioSpeechModel model = speaker(server, "speech-of-tests");
        TextToSpeechPrompt prompt = new TextToSpeechPrompt("Hello");
        Later.require(model.call(prompt).getResult().getOutput().length > 0, "a sound");
        Later.require(model.call("Hello").length > 0, "a sound of a text");
        Later.require(!model.stream(prompt).collectList().block().isEmpty(), "a sound in pieces");
        Refused.expect(() -> speaker(server, "broken").call(prompt));
        Refused.expect(() -> speaker(server, "broken").stream(prompt).blockLast());
    }

    private static void transcriptions(ModelServer server) {
        OpenAiAudioTranscriptionModel model = writer(server, "audio-of-tests");
        AudioTranscriptionPrompt prompt = new AudioTranscriptionPrompt(new ByteArrayResource(new byte[8]));
        Later.require("Hello".equals(model.call(prompt).getResult().getOutput()), "a transcription");
        Later.require("Hello".equals(model.transcribe(prompt.getInstructions())), "a transcription of a file");
        Later.require(model.stream(prompt).collectList().block().size() > 1, "a transcription in pieces");
        model.stream(prompt).blockFirst();
        Refused.expect(() -> writer(server, "broken").call(prompt));
        Refused.expect(() -> writer(server, "broken").stream(prompt).blockLast());
    }

    private static OpenAiAudioSpeechModel speaker(ModelServer server, String model) {
        return OpenAiAudioSpeechModel.builder()
                .options(OpenAiAudioSpeechOptions.builder()
                        .baseUrl(server.url())
                        .apiKey("k")
                        .model(model)
                        .maxRetries(0)
                        .build())
                .build();
    }

    private static OpenAiAudioTranscriptionModel writer(ModelServer server, String model) {
        return OpenAiAudioTranscriptionModel.builder()
                .options(OpenAiAudioTranscriptionOptions.builder()
                        .baseUrl(server.url())
                        .apiKey("k")
                        .model(model)
                        .responseFormat(AudioResponseFormat.JSON)
                        .maxRetries(0)
                        .build())
                .build();
    }
}
