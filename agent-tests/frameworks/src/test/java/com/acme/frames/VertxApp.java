package com.acme.frames;

import com.acme.apps.Waiting;
import com.acme.engine.Engine;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** A verticle that is deployed, asked over the event bus and undeployed twice. */
public final class VertxApp {
    private VertxApp() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        for (int deployment = 1; deployment <= 2; deployment++) {
            String id = end(vertx.deployVerticle(new Serving()));
            for (String input : new String[] {"Hello", "world", ""}) {
                System.out.println(end(vertx.eventBus()
                        .<String>request("infer", input)
                        .map(message -> message.body())
                        .recover(failure -> Future.succeededFuture(failure.getMessage()))));
            }
            end(vertx.undeploy(id));
        }
        Waiting.untilTold();
        end(vertx.close());
        System.exit(3);
    }

    private static <T> T end(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Infers on a worker and answers on its event loop. */
    public static final class Serving extends AbstractVerticle {
        private final Engine engine = new Engine();

        @Override
        public void start(Promise<Void> started) {
            vertx.eventBus()
                    .<String>consumer(
                            "infer",
                            message -> infer(message.body()).onComplete(answer -> {
                                String thread = Thread.currentThread().getName().replaceAll("-\\d+$", "");
                                if (answer.succeeded()) {
                                    message.reply(answer.result() + " on " + thread);
                                } else {
                                    message.fail(500, answer.cause().getMessage() + " on " + thread);
                                }
                            }));
            started.complete();
        }

        Future<String> infer(String input) {
            return vertx.executeBlocking(() -> engine.infer(input));
        }
    }
}
