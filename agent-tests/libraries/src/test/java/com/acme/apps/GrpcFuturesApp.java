package com.acme.apps;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** What the future stub of a gRPC service does, over a server in the same process. */
public final class GrpcFuturesApp {
    private static final MethodDescriptor<String, String> METHOD = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("acme.Model/Infer")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    private static ManagedChannel channel;

    private GrpcFuturesApp() {}

    static ListenableFuture<String> ok() {
        return infer("ok", CallOptions.DEFAULT);
    }

    static ListenableFuture<String> failed() {
        return infer("fail", CallOptions.DEFAULT);
    }

    static ListenableFuture<String> cancelled() {
        return infer("nothing", CallOptions.DEFAULT);
    }

    static ListenableFuture<String> timedOut() {
        return infer("nothing", CallOptions.DEFAULT.withDeadlineAfter(Later.MILLIS, TimeUnit.MILLISECONDS));
    }

    private static ListenableFuture<String> infer(String what, CallOptions options) {
        return ClientCalls.futureUnaryCall(channel.newCall(METHOD, options), what);
    }

    private static void answer(String request, StreamObserver<String> to) {
        switch (request) {
            case "ok" ->
                Later.run(() -> {
                    to.onNext("x");
                    to.onCompleted();
                });
            case "fail" -> Later.run(() -> to.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException()));
            default -> {
                // It is never answered.
            }
        }
    }

    private static void await(ListenableFuture<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException expected) {
            // It is the agent that counts them.
        }
    }

    public static void main(String[] arguments) throws Exception {
        Server server = InProcessServerBuilder.forName("acme")
                .addService(ServerServiceDefinition.builder("acme.Model")
                        .addMethod(METHOD, ServerCalls.asyncUnaryCall(GrpcFuturesApp::answer))
                        .build())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName("acme").build();
        await(ok());
        await(failed());
        cancelled().cancel(true);
        await(timedOut());
        Waiting.untilTold();
        channel.shutdownNow();
        server.shutdownNow();
    }

    /** Text as it is. */
    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream in) {
            try {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
