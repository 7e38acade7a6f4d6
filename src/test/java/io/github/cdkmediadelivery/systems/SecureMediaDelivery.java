package io.github.cdkmediadelivery.systems;

import io.github.cdkmediadelivery.AccessLogs;
import io.github.cdkmediadelivery.AccessTokenKeys;
import io.github.cdkmediadelivery.ContentBucket;
import io.github.cdkmediadelivery.CorsRules;
import io.github.cdkmediadelivery.S3OacVodDistribution;
import io.github.cdkmediadelivery.ViewerAccess;
import java.util.List;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.EdgeLambda;
import software.amazon.awscdk.services.cloudfront.Function;
import software.amazon.awscdk.services.cloudfront.FunctionCode;
import software.amazon.awscdk.services.cloudfront.FunctionRuntime;
import software.amazon.awscdk.services.cloudfront.LambdaEdgeEventType;
import software.amazon.awscdk.services.cloudfront.OriginRequestHeaderBehavior;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestQueryStringBehavior;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.lambda.IVersion;
import software.amazon.awscdk.services.lambda.Version;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/**
 * Secure Media Delivery at the Edge: a token in the first folder of each URL, checked by a function, with keys that
 * rotate and sessions that are revoked; an API that makes tokens, and a demo site.
 *
 * @see <a href="https://github.com/aws-solutions/secure-media-delivery-at-the-edge-on-aws">Secure Media Delivery at the
 *     Edge on AWS</a>
 */
final class SecureMediaDelivery extends Stack {

    /** Decides by a token of its own make, in the place of a function that checks a JWT. */
    private static final String OWN_TOKENS =
            """
            function handler(event) {
                var request = event.request;
                var folders = request.uri.split('/');
                if (folders[1] !== 'ssn.their.own.token') {
                    return { statusCode: 401, statusDescription: 'Unauthorized' };
                }
                folders.splice(1, 1);
                request.uri = folders.join('/');
                return request;
            }
            """;

    private SecureMediaDelivery(Construct scope, String id) {
        super(
                scope,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .account("111122223333")
                                .region("us-east-1")
                                .build())
                        .build());
    }

    /** Tokens of the library's: content, site and API on one domain. */
    static void withAccessTokens(Construct scope) {
        var stack = new SecureMediaDelivery(scope, "AccessTokens");
        AccessTokenKeys keys = AccessTokenKeys.Builder.create(stack, "Keys").build();
        BehaviorOptions api = stack.api();
        stack.films("Delivery")
                .viewerAccess(ViewerAccess.accessToken(keys).exceptFor("/video/*.jpg"))
                .accessLogs(AccessLogs.toS3().fields("date", "time", "sc-status", "sc-bytes", "x-edge-result-type"))
                .additionalBehavior("/tokengenerate", api)
                .additionalBehavior("/sessionrevoke", api)
                .additionalBehavior("/updatetoken", api)
                .defaultBehavior(stack.site())
                .defaultRootObject("index.html")
                .build();
    }

    /** The tokens that a team has already, before the library's behaviours. */
    static void withTokensOfItsOwn(Construct scope) {
        var stack = new SecureMediaDelivery(scope, "OwnTokens");
        stack.films("Delivery")
                .viewerRequestFunction(
                        Function.Builder.create(stack, "CheckToken")
                                .code(FunctionCode.fromInline(OWN_TOKENS))
                                .runtime(FunctionRuntime.JS_2_0)
                                .build(),
                        "/*")
                .build();
    }

    private S3OacVodDistribution.Builder films(String id) {
        return S3OacVodDistribution.Builder.create(this, id)
                .bucket(ContentBucket.created())
                .contentPath("/video")
                .cors(CorsRules.anyOrigin());
    }

    /** Answers are for one viewer and never kept; Lambda@Edge signs for the gateway, which trusts nobody else. */
    private BehaviorOptions api() {
        OriginRequestPolicy viewer = OriginRequestPolicy.Builder.create(this, "Viewer")
                .headerBehavior(OriginRequestHeaderBehavior.allowList(
                        "CloudFront-Viewer-Address", "CloudFront-Viewer-Country", "Referer", "User-Agent"))
                .queryStringBehavior(OriginRequestQueryStringBehavior.all())
                .build();
        IVersion signer = Version.fromVersionArn(
                this, "Signer", "arn:aws:lambda:us-east-1:111122223333:function:sign-for-the-gateway:1");
        return BehaviorOptions.builder()
                .origin(new HttpOrigin("a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"))
                .allowedMethods(AllowedMethods.ALLOW_ALL)
                .cachePolicy(CachePolicy.CACHING_DISABLED)
                .originRequestPolicy(viewer)
                .edgeLambdas(List.of(EdgeLambda.builder()
                        .functionVersion(signer)
                        .eventType(LambdaEdgeEventType.ORIGIN_REQUEST)
                        .build()))
                .responseHeadersPolicy(ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT)
                .build();
    }

    private BehaviorOptions site() {
        Bucket bucket = Bucket.Builder.create(this, "Site")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .build();
        return BehaviorOptions.builder()
                .origin(S3BucketOrigin.withOriginAccessControl(bucket))
                .responseHeadersPolicy(ResponseHeadersPolicy.SECURITY_HEADERS)
                .build();
    }
}
