package io.github.cdkmediadelivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.interfaces.cloudfront.ICachePolicyRef;
import software.amazon.awscdk.interfaces.cloudfront.IKeyGroupRef;
import software.amazon.awscdk.interfaces.cloudfront.IOriginRequestPolicyRef;
import software.amazon.awscdk.interfaces.cloudfront.IResponseHeadersPolicyRef;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.FunctionAssociation;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;

/** One path of a facade's content while it is planned: what the concerns have said of it so far. */
final class Content {

    private final IOrigin origin;
    private final ICachePolicyRef cachePolicy;
    private final List<FunctionAssociation> functions = new ArrayList<>();
    private AllowedMethods methods = AllowedMethods.ALLOW_GET_HEAD;
    private List<IKeyGroupRef> keyGroups = List.of();
    private @Nullable IResponseHeadersPolicyRef responseHeadersPolicy;
    private @Nullable IOriginRequestPolicyRef originRequestPolicy;
    private @Nullable Boolean smoothStreaming;
    private boolean signable = true;
    private boolean guardable = true;

    private Content(IOrigin origin, ICachePolicyRef cachePolicy) {
        this.origin = origin;
        this.cachePolicy = cachePolicy;
    }

    static Content of(IOrigin origin, ICachePolicyRef cachePolicy) {
        return new Content(origin, cachePolicy);
    }

    /** For who cannot show a signature. */
    Content withoutSignature() {
        signable = false;
        return this;
    }

    /** For who is not a browser. */
    Content withoutFunction() {
        guardable = false;
        return this;
    }

    /** For an origin that sees the whole request, whatever its method. */
    Content passedOn(IOriginRequestPolicyRef policy) {
        methods = AllowedMethods.ALLOW_ALL;
        originRequestPolicy = policy;
        return this;
    }

    void allowOtherOrigins(IResponseHeadersPolicyRef policy) {
        if (methods != AllowedMethods.ALLOW_ALL) {
            methods = AllowedMethods.ALLOW_GET_HEAD_OPTIONS;
        }
        responseHeadersPolicy = policy;
    }

    void forward(IOriginRequestPolicyRef policy) {
        originRequestPolicy = policy;
    }

    void sign(List<IKeyGroupRef> groups) {
        if (signable) {
            keyGroups = groups;
        }
    }

    void guard(FunctionAssociation function) {
        if (guardable) {
            functions.add(function);
        }
    }

    void smoothStreaming() {
        smoothStreaming = true;
    }

    /** The same content for a path that needs no signature. */
    Content unsignedCopy() {
        Content copy = of(origin, cachePolicy).withoutSignature();
        copy.methods = methods;
        copy.originRequestPolicy = originRequestPolicy;
        copy.guardable = guardable;
        return copy;
    }

    BehaviorOptions render(ViewerProtocolPolicy protocol) {
        return BehaviorOptions.builder()
                .origin(origin)
                .cachePolicy(cachePolicy)
                .viewerProtocolPolicy(protocol)
                .allowedMethods(methods)
                .responseHeadersPolicy(responseHeadersPolicy)
                .originRequestPolicy(originRequestPolicy)
                .smoothStreaming(smoothStreaming)
                .trustedKeyGroups(keyGroups.isEmpty() ? null : keyGroups)
                .functionAssociations(functions.isEmpty() ? null : functions)
                .compress(true)
                .build();
    }
}
