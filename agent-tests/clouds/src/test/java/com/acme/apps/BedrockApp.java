package com.acme.apps;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** Bedrock's clients, blocking and not: answers and streams; refused, retried, cancelled and broken off. */
public final class BedrockApp {
    private static final String MODEL = "claude-of-tests";

    private final BedrockRuntimeClient client;
    private final BedrockRuntimeAsyncClient async;

    private BedrockApp(String url) {
        client = Aws.client(BedrockRuntimeClient.builder(), url);
        async = Aws.client(BedrockRuntimeAsyncClient.builder().httpClient(Aws.http()), url);
    }

    public static void main(String[] arguments) throws Exception {
        try (AwsServer server = new AwsServer()) {
            BedrockApp app = new BedrockApp(server.url());
            app.answers();
            app.asyncAnswers();
            app.invocations();
            app.streams();
            app.invokedStreams();
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private void answers() {
        Later.require(client.converse(converse(MODEL)).usage().outputTokens() == 4, "an answer");
        client.converse(request -> request.modelId(MODEL).messages(message()));
        client.converse(converse("busy"));
        Refused.expect(() -> client.converse(converse("broken")));
        Refused.expect(() -> client.converse(converse("truncated")));
    }

    private void asyncAnswers() throws Exception {
        async.converse(converse(MODEL)).get();
        async.converse(request -> request.modelId(MODEL).messages(message())).get();
        Refused.expect(() -> async.converse(converse("broken")).get());
        CompletableFuture<ConverseResponse> stalled = async.converse(converse("stalling"));
        Later.require(stalled.cancel(true), "one that is cancelled");
    }

    private void invocations() throws Exception {
        Later.require(client.invokeModel(invoke(MODEL)).body().asUtf8String().contains("Hello"), "an invocation");
        client.invokeModel(request -> request.modelId(MODEL).body(SdkBytes.fromUtf8String("{}")));
        async.invokeModel(invoke(MODEL)).get();
        Refused.expect(() -> client.invokeModel(invoke("broken")));
    }

    private void streams() throws Exception {
        Aws.Got got = new Aws.Got();
        async.converseStream(stream(MODEL), handler(got)).get();
        Later.require(got.count() == 5, "the events of a stream");
        async.converseStream(stream(MODEL), new OwnHandler(got)).get();
        Later.require(got.count() == 10, "the events that a handler of one's own gets");
        ConverseStreamResponseHandler shared = handler(got);
        CompletableFuture.allOf(
                        async.converseStream(stream(MODEL), shared), async.converseStream(stream(MODEL), shared))
                .get();
        Later.require(got.count() == 20, "the events of two streams with one handler");
        Refused.expect(
                () -> async.converseStream(stream("broken"), handler(got)).get());
        Aws.Got erring = new Aws.Got();
        Refused.expect(
                () -> async.converseStream(stream("erring"), handler(erring)).get());
        Aws.Got broken = new Aws.Got();
        Refused.expect(
                () -> async.converseStream(stream("truncated"), handler(broken)).get());
        Aws.Got ended = new Aws.Got();
        async.converseStream(stream("short"), handler(ended)).get();
        Later.require(ended.count() == 2, "the events of a stream that the SDK takes for a whole one");
        Aws.Got stalled = new Aws.Got();
        stalled.cancelAfterTwo(async.converseStream(stream("stalling"), handler(stalled)));
        System.out.println(
                (got.count() + erring.count() + broken.count() + ended.count() + stalled.count()) + " chunks");
    }

    private void invokedStreams() throws Exception {
        Aws.Got got = new Aws.Got();
        async.invokeModelWithResponseStream(invokeStream(MODEL), invokeHandler(got))
                .get();
        Later.require(got.count() == 3, "the chunks of a model");
        Refused.expect(() -> async.invokeModelWithResponseStream(invokeStream("broken"), invokeHandler(got))
                .get());
    }

    private static ConverseStreamResponseHandler handler(Aws.Got got) {
        return ConverseStreamResponseHandler.builder().subscriber(got::event).build();
    }

    private static InvokeModelWithResponseStreamResponseHandler invokeHandler(Aws.Got got) {
        return InvokeModelWithResponseStreamResponseHandler.builder()
                .subscriber(InvokeModelWithResponseStreamResponseHandler.Visitor.builder()
                        .onChunk(got::event)
                        .build())
                .build();
    }

    private static Message message() {
        return Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText("Hi"))
                .build();
    }

    private static ConverseRequest converse(String model) {
        return ConverseRequest.builder().modelId(model).messages(message()).build();
    }

    private static ConverseStreamRequest stream(String model) {
        return ConverseStreamRequest.builder()
                .modelId(model)
                .messages(message())
                .build();
    }

    private static InvokeModelRequest invoke(String model) {
        return InvokeModelRequest.builder()
                .modelId(model)
                .body(SdkBytes.fromUtf8String("{}"))
                .build();
    }

    private static InvokeModelWithResponseStreamRequest invokeStream(String model) {
        return InvokeModelWithResponseStreamRequest.builder()
                .modelId(model)
                .body(SdkBytes.fromUtf8String("{}"))
                .build();
    }

    /** A handler that an application writes itself. */
    private record OwnHandler(Aws.Got got) implements ConverseStreamResponseHandler {
        @Override
        public void responseReceived(ConverseStreamResponse response) {}

        @Override
        public void onEventStream(SdkPublisher<ConverseStreamOutput> events) {
            events.subscribe(got::event);
        }

        @Override
        public void exceptionOccurred(Throwable failure) {}

        @Override
        public void complete() {}
    }
}
