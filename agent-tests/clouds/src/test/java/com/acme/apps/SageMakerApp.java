package com.acme.apps;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointResponse;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointWithResponseStreamRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointWithResponseStreamResponseHandler;

/** SageMaker's clients, blocking and not: answers and streams; refused, retried, cancelled and broken off. */
public final class SageMakerApp {
    private static final String ENDPOINT = "endpoint-of-tests";

    private final SageMakerRuntimeClient client;
    private final SageMakerRuntimeAsyncClient async;

    private SageMakerApp(String url) {
        client = Aws.client(SageMakerRuntimeClient.builder(), url);
        async = Aws.client(SageMakerRuntimeAsyncClient.builder().httpClient(Aws.http()), url);
    }

    public static void main(String[] arguments) throws Exception {
        try (AwsServer server = new AwsServer()) {
            SageMakerApp app = new SageMakerApp(server.url());
            app.answers();
            app.asyncAnswers();
            app.streams();
            Waiting.untilTold();
        }
        System.exit(0);
    }

    private void answers() {
        Later.require(
                client.invokeEndpoint(invoke(ENDPOINT)).body().asUtf8String().contains("Hello"), "an answer");
        client.invokeEndpoint(request -> request.endpointName(ENDPOINT).body(SdkBytes.fromUtf8String("{}")));
        client.invokeEndpoint(invoke("busy"));
        Refused.expect(() -> client.invokeEndpoint(invoke("broken")));
        Refused.expect(() -> client.invokeEndpoint(invoke("truncated")));
        Later.require(client.invokeEndpointAsync(later(ENDPOINT)).inferenceId().equals("i1"), "one to come");
        Refused.expect(() -> client.invokeEndpointAsync(later("broken")));
    }

    private void asyncAnswers() throws Exception {
        async.invokeEndpoint(invoke(ENDPOINT)).get();
        Refused.expect(() -> async.invokeEndpoint(invoke("broken")).get());
        CompletableFuture<InvokeEndpointResponse> stalled = async.invokeEndpoint(invoke("stalling"));
        Later.require(stalled.cancel(true), "one that is cancelled");
        async.invokeEndpointAsync(later(ENDPOINT)).get();
    }

    private void streams() throws Exception {
        Aws.Got got = new Aws.Got();
        async.invokeEndpointWithResponseStream(stream(ENDPOINT), handler(got)).get();
        Later.require(got.count() == 3, "the parts of a stream");
        Refused.expect(() -> async.invokeEndpointWithResponseStream(stream("broken"), handler(got))
                .get());
        Aws.Got erring = new Aws.Got();
        Refused.expect(() -> async.invokeEndpointWithResponseStream(stream("erring"), handler(erring))
                .get());
        Aws.Got broken = new Aws.Got();
        Refused.expect(() -> async.invokeEndpointWithResponseStream(stream("truncated"), handler(broken))
                .get());
        Aws.Got ended = new Aws.Got();
        async.invokeEndpointWithResponseStream(stream("short"), handler(ended)).get();
        Later.require(ended.count() == 2, "the parts of a stream that the SDK takes for a whole one");
        Aws.Got stalled = new Aws.Got();
        stalled.cancelAfterTwo(async.invokeEndpointWithResponseStream(stream("stalling"), handler(stalled)));
        System.out.println(
                (got.count() + erring.count() + broken.count() + ended.count() + stalled.count()) + " chunks");
    }

    private static InvokeEndpointWithResponseStreamResponseHandler handler(Aws.Got got) {
        return InvokeEndpointWithResponseStreamResponseHandler.builder()
                .subscriber(got::event)
                .build();
    }

    private static InvokeEndpointRequest invoke(String endpoint) {
        return InvokeEndpointRequest.builder()
                .endpointName(endpoint)
                .body(SdkBytes.fromUtf8String("{}"))
                .build();
    }

    private static InvokeEndpointAsyncRequest later(String endpoint) {
        return InvokeEndpointAsyncRequest.builder()
                .endpointName(endpoint)
                .inputLocation("s3://a/b")
                .build();
    }

    private static InvokeEndpointWithResponseStreamRequest stream(String endpoint) {
        return InvokeEndpointWithResponseStreamRequest.builder()
                .endpointName(endpoint)
                .body(SdkBytes.fromUtf8String("{}"))
                .build();
    }
}
