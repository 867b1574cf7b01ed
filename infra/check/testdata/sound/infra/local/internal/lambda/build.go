package lambda

var flags = []string{"CGO_ENABLED=0", "-tags", "lambda.norpc", "-trimpath", "-ldflags", "-s -w"}
