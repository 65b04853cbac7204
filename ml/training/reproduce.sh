#!/bin/sh
# Train the shipped network and write its bundle: reproduce.sh DATA RUNS [BUNDLE]
#
# DATA holds the photos with manifest.csv, RUNS gets the checkpoints. Stopped and started
# again it goes on where it was. Some six and a half hours on two processor cores; a GPU is used if
# there is one.
set -eu
data=$1
runs=$2
bundle=${3:-ml/exports}
cd "$(dirname "$0")/../.."
train() {
    name=$1
    shift
    python -m ml.training.train --data "$data" --out "$runs/$name" --cache "$runs/cache" "$@"
}
# Two networks, the second of them the first at full size for longer, ...
train teacher1
train teacher2 --init "$runs/teacher1/model.pt" --sizes 224 224 224 224 --rate 0.4
# ... teach a third, which starts afresh ...
train student --seed 1 --mixed 0.5 \
    --sizes 128 128 128 128 128 128 128 128 160 160 160 160 160 160 160 192 192 192 224 224 \
    --teacher "$runs/teacher1/model.pt" "$runs/teacher2/model.pt"
# ... which then learns from all three while it is prepared for eight bits.
train shipped --seed 2 --init "$runs/student/model.pt" --eight-bits --mixed 0.3 \
    --sizes 192 224 --rate 0.2 \
    --teacher "$runs/teacher1/model.pt" "$runs/teacher2/model.pt" "$runs/student/model.pt"
# Two that never saw some sources, to be tested on those.
train unseen1 --sizes 128 128 128 128 128 128 160 160 160 \
    --leave-out dhk figaro1k fitz_ajl fitz_matta
train unseen2 --sizes 128 128 128 128 128 128 160 160 160 \
    --leave-out haski_hair skintype_closeup
# Three that never saw a part of the photos, to be tested on that part.
for part in 0 1 2; do
    train "fold$part" --sizes 128 128 128 128 128 128 160 160 160 --fold "$part"
done

python ml/exports/export_models.py --checkpoint "$runs/shipped/model.pt" --data "$data" \
    --out "$bundle"
python -m ml.training.calibrate --data "$data" --bundle "$bundle"
python -m ml.training.evaluate --data "$data" --bundle "$bundle" --out "$runs/evaluation" \
    --unseen "$runs/unseen1/model.pt" "$runs/unseen2/model.pt" \
    --folds "$runs/fold0/model.pt" "$runs/fold1/model.pt" "$runs/fold2/model.pt"
python -m ml.training.card --evaluation "$runs/evaluation/evaluation.json" --bundle "$bundle"
