# There is no such file.
tenon check missing.tenon.yaml
