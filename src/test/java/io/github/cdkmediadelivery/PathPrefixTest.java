package io.github.cdkmediadelivery;

import static io.github.cdkmediadelivery.simulator.EdgeAnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.simulator.CloudAssembly;
import io.github.cdkmediadelivery.simulator.Edge;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;

/** Tokens of another system in the path, which a function of the user's knows. */
class PathPrefixTest {

    private static final String TAKES_THE_TOKEN_OFF =
            """
            function handler(event) {
                var request = event.request;
                if (request.uri.indexOf('/t-secret/') !== 0) {
                    return { statusCode: 401 };
                }
                request.uri = request.uri.substring('/t-secret'.length);
                return request;
            }
            """;

    @Test
    void leadsToTheContentThroughTheFunction() {
        var app = new App();
        var stack = new Stack(app, "Test");
        LiveFixtures.delivery(stack)
                .viewerRequestFunction(function(stack), "/t-*")
                .build();
        var edge = Edge.of(CloudAssembly.of(app));

        assertThat(edge.get("/t-secret/out/v1/news/one/hls/index.m3u8").send())
                .hasStatus(200)
                .wasLetInByTheOrigin();
        assertThat(edge.get("/t-guessed/out/v1/news/one/hls/index.m3u8").send())
                .hasStatus(401)
                .askedNoOrigin();
        assertThat(edge.get("/out/v1/news/one/hls/index.m3u8").send()).hasStatus(401);
        assertThat(edge.get("/t-secret/out/v1/news/two/hls/index.m3u8").send())
                .hasStatus(403)
                .askedNoOrigin();
        assertThat(edge.get("/t-secret/out/v1/news/one/hls/..%2fother/index.m3u8")
                        .send())
                .hasStatus(403)
                .askedNoOrigin();
    }

    @Test
    void hasTheSameBehavioursBehindItAsBeforeIt() {
        var template =
                Facade.VOD_UNDER_A_PATH.with((stack, films) -> films.viewerRequestFunction(function(stack), "/*"));
        var paths = template.behaviors().findValuesAsText("PathPattern");
        var plain = paths.subList(0, paths.size() / 2);

        assertThat(paths.subList(paths.size() / 2, paths.size()))
                .isEqualTo(plain.stream().map(path -> "/*" + path).toList());
        assertThat(template.behaviors().findValuesAsText("EventType"))
                .hasSize(paths.size())
                .containsOnly("viewer-request");
    }

    @Nested
    class WhatCannotBe extends Refusals {

        @Override
        void rows() {
            says("pathPrefix: must be one folder that begins with '/', in which * stands for what changes, got '%s'; use"
                            + " for example '/*' or '/token-*'")
                    .of("", "/", "token", "/a/b", "/a/", "/..", "/a b")
                    .after((stack, prefix) -> {
                        var function = function(stack);
                        return () -> LiveFixtures.delivery(stack).viewerRequestFunction(function, prefix);
                    });
            says("pathPrefix: must stand before a path of the content, which answers every path here, with it or"
                            + " without, got '/*'; add contentPath(…), or use viewerRequestFunction(function)")
                    .after(stack -> {
                        var films = S3OacVodDistribution.Builder.create(stack, "Films")
                                .viewerRequestFunction(function(stack), "/*");
                        return films::build;
                    });
            says("viewerRequestFunction: must be said once, got 'a second call'; remove one of the two")
                    .after(stack -> {
                        var function = function(stack);
                        return () -> LiveFixtures.delivery(stack)
                                .viewerRequestFunction(function)
                                .viewerRequestFunction(function, "/*");
                    });
        }
    }

    private static Function function(Stack stack) {
        return Function.Builder.create(stack, "Tokens")
                .runtime(FunctionRuntime.JS_2_0)
                .code(FunctionCode.fromInline(TAKES_THE_TOKEN_OFF))
                .build();
    }
}
