package com.acme.apps;

import static com.acme.apps.Later.require;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * What generated stubs of inference servers do, of Triton, TensorFlow Serving and TorchServe, and of a service that is none,
 * over a server in the same process. The model that is asked for says how it is answered.
 */
public final class GrpcApp {
    private static final String MODEL = "resnet";
    private static final MethodDescriptor<Object, String> INFER =
            Messages.method(MethodType.UNARY, "inference.GRPCInferenceService/ModelInfer");
    private static final MethodDescriptor<Object, String> LIVE =
            Messages.method(MethodType.UNARY, "inference.GRPCInferenceService/ServerLive");
    private static final MethodDescriptor<Object, String> INFER_STREAM =
            Messages.method(MethodType.BIDI_STREAMING, "inference.GRPCInferenceService/ModelStreamInfer");
    private static final MethodDescriptor<Object, String> PREDICT =
            Messages.method(MethodType.UNARY, "tensorflow.serving.PredictionService/Predict");
    private static final MethodDescriptor<Object, String> PREDICTIONS = Messages.method(
            MethodType.SERVER_STREAMING, "org.pytorch.serve.grpc.inference.InferenceAPIsService/StreamPredictions");
    private static final MethodDescriptor<Object, String> FIND = Messages.method(MethodType.UNARY, "acme.Users/Find");

    private static Channel channel;

    private GrpcApp() {}

    private static Object ask(String model) {
        return new Messages.ModelRequest(model);
    }

    private static void block() {
        require(
                ClientCalls.blockingUnaryCall(channel, INFER, CallOptions.DEFAULT, ask(MODEL))
                        .equals("1"),
                "infer");
        require(
                ClientCalls.blockingUnaryCall(channel, PREDICT, CallOptions.DEFAULT, new Messages.SpecRequest(MODEL))
                        .equals("1"),
                "predict");
        try {
            ClientCalls.blockingUnaryCall(channel, INFER, CallOptions.DEFAULT, ask("busy"));
            require(false, "a busy server refuses");
        } catch (StatusRuntimeException refused) {
            require(refused.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED, "with its status");
        }
        require(
                ClientCalls.blockingUnaryCall(channel.newCall(INFER, CallOptions.DEFAULT), ask(MODEL))
                        .equals("1"),
                "call");
    }

    /** What grpc-stub has since 1.70. */
    private static void blockWithCheckedExceptions() throws StatusException {
        require(
                ClientCalls.blockingV2UnaryCall(channel, INFER, CallOptions.DEFAULT, ask(MODEL))
                        .equals("1"),
                "infer, with checked exceptions");
        Refused.expect(() -> ClientCalls.blockingV2UnaryCall(
                channel,
                INFER,
                CallOptions.DEFAULT.withDeadlineAfter(Later.MILLIS, TimeUnit.MILLISECONDS),
                ask("silent")));
    }

    /** Nothing of this is inference. */
    private static void doOtherThings() throws Exception {
        for (MethodDescriptor<Object, String> method : List.of(FIND, LIVE)) {
            ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, ask(MODEL));
            ClientCalls.futureUnaryCall(channel.newCall(method, CallOptions.DEFAULT), ask(MODEL))
                    .get();
            Observed observed = new Observed();
            ClientCalls.asyncUnaryCall(channel.newCall(method, CallOptions.DEFAULT), ask(MODEL), observed);
            observed.await();
        }
    }

    private static ListenableFuture<String> later(String model) {
        return ClientCalls.futureUnaryCall(channel.newCall(INFER, CallOptions.DEFAULT), ask(model));
    }

    private static void future() throws Exception {
        require(later(MODEL).get().equals("1"), "later");
        ListenableFuture<String> busy = later("busy");
        try {
            busy.get();
            require(false, "a busy server refuses");
        } catch (ExecutionException refused) {
            require(refused.getCause() instanceof StatusRuntimeException, "with its status");
        }
        require(later("silent").cancel(true), "it is given up");
    }

    private static void observe() throws Exception {
        Observed answered = new Observed();
        ClientCalls.asyncUnaryCall(channel.newCall(INFER, CallOptions.DEFAULT), ask(MODEL), answered);
        require(answered.await().equals(List.of("1")), "one value");
        Observed refused = new Observed();
        ClientCalls.asyncUnaryCall(channel.newCall(INFER, CallOptions.DEFAULT), ask("busy"), refused);
        refused.await();
        require(refused.error instanceof StatusRuntimeException, "a failure");
    }

    private static void stream() throws Exception {
        Observed answered = new Observed();
        ClientCalls.asyncServerStreamingCall(channel.newCall(PREDICTIONS, CallOptions.DEFAULT), ask(MODEL), answered);
        require(answered.await().equals(List.of("1", "2", "3")), "three values");
        Observed broken = new Observed();
        ClientCalls.asyncServerStreamingCall(
                channel.newCall(PREDICTIONS, CallOptions.DEFAULT), ask("breaking"), broken);
        require(broken.await().equals(List.of("1", "2")), "two values");
        require(broken.error instanceof StatusRuntimeException, "and a failure");
        Observed both = new Observed();
        StreamObserver<Object> requests =
                ClientCalls.asyncBidiStreamingCall(channel.newCall(INFER_STREAM, CallOptions.DEFAULT), both);
        requests.onNext(ask(MODEL));
        requests.onCompleted();
        require(both.await().equals(List.of("1", "2", "3")), "three values of a stream both ways");
    }

    private static void iterate() {
        List<String> all = new ArrayList<>();
        ClientCalls.blockingServerStreamingCall(channel, PREDICTIONS, CallOptions.DEFAULT, ask(MODEL))
                .forEachRemaining(all::add);
        require(all.equals(List.of("1", "2", "3")), "three values");
        Iterator<String> broken =
                ClientCalls.blockingServerStreamingCall(channel, PREDICTIONS, CallOptions.DEFAULT, ask("breaking"));
        require(broken.next().equals("1") && broken.next().equals("2"), "two values");
        Refused.expect(broken::next);
    }

    private static void answer(Object request, StreamObserver<String> to) {
        switch (request.toString()) {
            case "busy" -> Later.run(() -> to.onError(Status.RESOURCE_EXHAUSTED.asRuntimeException()));
            case "silent" -> {
                // It is never answered.
            }
            default ->
                Later.run(() -> {
                    to.onNext("1");
                    to.onCompleted();
                });
        }
    }

    private static void answerAll(Object request, StreamObserver<String> to) {
        Later.run(() -> {
            to.onNext("1");
            Later.run(() -> {
                to.onNext("2");
                if (request.toString().equals("breaking")) {
                    to.onError(Status.UNAVAILABLE.asRuntimeException());
                } else {
                    to.onNext("3");
                    to.onCompleted();
                }
            });
        });
    }

    private static StreamObserver<Object> answerEach(StreamObserver<String> to) {
        return new StreamObserver<>() {
            @Override
            public void onNext(Object request) {
                answerAll(request, to);
            }

            @Override
            public void onError(Throwable thrown) {
                // Nobody waits.
            }

            @Override
            public void onCompleted() {
                // The answer ends the call.
            }
        };
    }

    /** Takes what comes, as an application does. */
    private static final class Observed implements StreamObserver<String> {
        private final List<String> values = new ArrayList<>();
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile Throwable error;

        @Override
        public void onNext(String value) {
            values.add(value);
        }

        @Override
        public void onError(Throwable thrown) {
            error = thrown;
            over.countDown();
        }

        @Override
        public void onCompleted() {
            over.countDown();
        }

        private List<String> await() throws InterruptedException {
            require(over.await(20, TimeUnit.SECONDS), "it ends");
            return values;
        }
    }

    /** As one that adds a header to each call. */
    private static final class Interceptor implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {};
        }
    }

    private static ServerServiceDefinition service(String name, List<MethodDescriptor<Object, String>> methods) {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(name);
        for (MethodDescriptor<Object, String> method : methods) {
            switch (method.getType()) {
                case UNARY -> service.addMethod(method, ServerCalls.asyncUnaryCall(GrpcApp::answer));
                case SERVER_STREAMING ->
                    service.addMethod(method, ServerCalls.asyncServerStreamingCall(GrpcApp::answerAll));
                default -> service.addMethod(method, ServerCalls.asyncBidiStreamingCall(GrpcApp::answerEach));
            }
        }
        return service.build();
    }

    public static void main(String[] arguments) throws Exception {
        Server server = InProcessServerBuilder.forName("acme")
                .addService(service("inference.GRPCInferenceService", List.of(INFER, LIVE, INFER_STREAM)))
                .addService(service("tensorflow.serving.PredictionService", List.of(PREDICT)))
                .addService(service("org.pytorch.serve.grpc.inference.InferenceAPIsService", List.of(PREDICTIONS)))
                .addService(service("acme.Users", List.of(FIND)))
                .build()
                .start();
        ManagedChannel managed = InProcessChannelBuilder.forName("acme").build();
        channel = managed;
        block();
        if (Newer.has(ClientCalls.class, "blockingV2UnaryCall")) {
            blockWithCheckedExceptions();
        }
        doOtherThings();
        future();
        channel = ClientInterceptors.intercept(managed, new Interceptor());
        observe();
        stream();
        iterate();
        Waiting.untilTold();
        managed.shutdownNow();
        server.shutdownNow();
    }
}
