package com.acme.web;

import com.acme.engine.Engine;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with what the engine of its web application makes of the query. */
public final class InferServlet extends HttpServlet {
    private final Engine engine = new Engine();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(engine.infer(request.getParameter("input")));
    }
}
