package dates
import ("testing";"math/rand";"strings";"fmt")
func TestSaladPrint(t *testing.T){
 now,berlin:=monday(t)
 r:=rand.New(rand.NewSource(7))
 for li,l:=range tables(){
  var w []string
  add:=func(s string){ w=append(w,strings.Split(s,"|")...)}
  for _,x:=range l.weekdays{add(x)}; for _,x:=range l.months{add(x)}
  for i,x:=range l.numbers{ if i<12 {add(x)}}
  for _,e:=range l.words{ if e.kind<kindAway && e.kind!=kindVague && e.kind!=kindYours {add(e.words)}}
  extra:=[]string{"3","15:30","26.","24.11.","3/12","-",",","pm","h","CET","15h30","10","11:00","16:00","26","2026","at"}
  n:=0
  for k:=0;k<60000&&n<45;k++{
   var p []string
   for j:=0;j<3+r.Intn(4);j++{ if r.Intn(2)==0{p=append(p,extra[r.Intn(len(extra))])}else{p=append(p,w[r.Intn(len(w))])}}
   s:=strings.Join(p," ")
   u:=Parse(s,now,berlin)
   if u.Ask=="" { n++; e:=""; if !u.End.IsZero(){e=u.End.Format("-15:04")}; fmt.Printf("%d %-50s %s%s\n",li,s,u.Start.Format("Mon 02 Jan 2006 15:04 MST"),e)}
  }
 }
}
