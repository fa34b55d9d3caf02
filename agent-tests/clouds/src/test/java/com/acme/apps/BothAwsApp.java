package com.acme.apps;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointWithResponseStreamResponseHandler;

/** Streams of Bedrock and of SageMaker in one application: both are read by the same classes of the SDK. */
public final class BothAwsApp {
    private BothAwsApp() {}

    public static void main(String[] arguments) throws Exception {
        try (AwsServer server = new AwsServer()) {
            Aws.Got got = new Aws.Got();
            BedrockRuntimeAsyncClient bedrock =
                    Aws.client(BedrockRuntimeAsyncClient.builder().httpClient(Aws.http()), server.url());
            SageMakerRuntimeAsyncClient sageMaker =
                    Aws.client(SageMakerRuntimeAsyncClient.builder().httpClient(Aws.http()), server.url());
            SdkBytes body = SdkBytes.fromUtf8String("{}");
            for (int i = 0; i < 2; i++) {
                bedrock.invokeModelWithResponseStream(
                                request -> request.modelId("claude-of-tests").body(body),
                                InvokeModelWithResponseStreamResponseHandler.builder()
                                        .subscriber(got::event)
                                        .build())
                        .get();
                sageMaker
                        .invokeEndpointWithResponseStream(
                                request -> request.endpointName("endpoint-of-tests")
                                        .body(body),
                                InvokeEndpointWithResponseStreamResponseHandler.builder()
                                        .subscriber(got::event)
                                        .build())
                        .get();
            }
            Later.require(got.count() == 12, "the events of four streams");
            Waiting.untilTold();
        }
        System.exit(0);
    }
}
