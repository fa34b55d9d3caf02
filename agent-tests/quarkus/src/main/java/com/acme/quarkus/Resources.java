package com.acme.quarkus;

import dev.langchain4j.model.chat.ChatModel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** What is asked over HTTP: on a worker thread, on the event loop, and of a model of LangChain4j's. */
@Path("/")
public class Resources {
    @Inject
    Scorer scorer;

    @Inject
    ChatModel model;

    @GET
    @Path("infer")
    public String infer(@QueryParam("input") String input) {
        return scorer.infer(input);
    }

    @GET
    @Path("later")
    public Uni<String> later(@QueryParam("input") String input) {
        return scorer.later(input);
    }

    @GET
    @Path("letters")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<String> letters(@QueryParam("input") String input) {
        return scorer.letters(input);
    }

    @GET
    @Path("chat")
    public String chat(@QueryParam("input") String input) {
        return model.chat(input);
    }
}
